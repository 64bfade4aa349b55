/**
 * The customer register. As with payments, the caller chooses the `reference`:
 *
 * U1 one reference is at most one customer, whatever key asks.
 * U2 removing a reference that has no customer is removed too, and closes it: a late registration is refused.
 */
import { z } from 'zod';
import { Applicant } from '../../shared/applicant';
import { bankBreaker, patientAtBank, persistentAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { ApplicationReference, CustomerId } from '../../shared/ids';
import { Reason } from '../../shared/reason';

export const registerCustomer = {
  name: 'customers.register',
  input: z.object({ reference: ApplicationReference, person: Applicant }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('registered'), customerId: CustomerId }),
    /** The stand-in's reasons: alreadyCustomer, removed. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `customers.register`, whether or not that happened. */
export const removeCustomer = {
  name: 'customers.remove',
  input: z.object({ reference: ApplicationReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('removed') })]),
  retry: persistentAtBank,
  breaker: bankBreaker,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
