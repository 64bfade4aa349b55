/**
 * The help desk: who may open tickets. As with payments, the caller chooses the `reference`:
 *
 * U1 one reference is at most one user, whatever key asks.
 * U2 removing a reference that has no user is removed too, and closes it: a late creation is refused.
 * U3 an erased customer leaves no personal data, and no user is created for that customer any more.
 */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { Customer, Plan } from '../../shared/customer';
import { SECOND_MS } from '../../shared/durations';
import { AccountReference, CustomerId } from '../../shared/ids';
import { Reason } from '../../shared/reason';
import { patient, persistent } from '../../shared/retry-policies';

export const createUser = {
  name: 'support.createUser',
  input: z.object({ reference: AccountReference, customer: Customer, plan: Plan }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), userId: z.string() }),
    /** The stand-in's reasons: noSeatLeft, removed, erased. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `support.createUser`, whether or not that happened. */
export const removeUser = {
  name: 'support.removeUser',
  input: z.object({ reference: AccountReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('removed') })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;

/** Cannot be undone. */
export const eraseUsers = {
  name: 'support.eraseCustomer',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('erased'), records: z.int().nonnegative() })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
