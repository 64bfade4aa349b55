/**
 * Billing: who pays for which plan. As with payments, the caller chooses the `reference`:
 *
 * B1 one reference is at most one account, whatever key asks.
 * B2 closing a reference that has no account is closed too, and stays so: a late opening is refused.
 * B3 an erased customer leaves no personal data and gets no account any more; what the law wants kept is kept without
 *    the person.
 * B4 a customer who owes money is not erased: that is asked, and the account blocked, before anything is erased.
 */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { Customer, Plan } from '../../shared/customer';
import { SECOND_MS } from '../../shared/durations';
import { AccountReference, CustomerId } from '../../shared/ids';
import { Reason } from '../../shared/reason';
import { patient, persistent } from '../../shared/retry-policies';

export const openAccount = {
  name: 'billing.openAccount',
  input: z.object({ reference: AccountReference, customer: Customer, plan: Plan }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('opened'), accountId: z.string() }),
    /** The stand-in's reasons: creditRefused, closed, erased. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `billing.openAccount`, whether or not that happened. */
export const closeAccount = {
  name: 'billing.closeAccount',
  input: z.object({ reference: AccountReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('closed') })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;

/** No further charges for the customer, until the erasure or `billing.unblock`. */
export const blockAccounts = {
  name: 'billing.block',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('blocked') }),
    /** The stand-in's reason: openBalance. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `billing.block`, whether or not that happened. */
export const unblockAccounts = {
  name: 'billing.unblock',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('unblocked') })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;

/** Cannot be undone. */
export const eraseAccounts = {
  name: 'billing.eraseCustomer',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('erased'),
      records: z.int().nonnegative(),
      /** What stays, without the person, because a law wants it. */
      kept: z.array(z.string()),
    }),
  ]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
