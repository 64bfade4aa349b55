/**
 * Accounts are kept by core banking: their number, product and branch. What lies on them is known to their balance
 * (entities/account-balance). As with payments, the caller chooses the `reference`:
 *
 * B1 one reference is at most one account, whatever key asks.
 * B2 closing a reference that has no account is closed too, and ends it: a late opening is refused.
 * B3 an account is of no use to its customer until it is activated; once active, closing it is no undo any more.
 */
import { z } from 'zod';
import { AccountProduct, bankBreaker, Branch, patientAtBank, persistentAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { AccountId, ApplicationReference, CustomerId } from '../../shared/ids';
import { Reason } from '../../shared/reason';

const refused = z.object({ outcome: z.literal('refused'), reason: Reason });
const timeoutMs = 15 * SECOND_MS;

/** Opens an account that its customer cannot use yet. */
export const openBankAccount = {
  name: 'accounts.open',
  input: z.object({
    reference: ApplicationReference,
    customerId: CustomerId,
    product: AccountProduct,
    branch: Branch,
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('opened'), accountId: AccountId }),
    /** The stand-in's reasons: branchClosed, closed. */
    refused,
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Hands the account over to its customer: the pivot of an account opening. */
export const activateBankAccount = {
  name: 'accounts.activate',
  input: z.object({ reference: ApplicationReference }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('activated') }),
    /** The stand-in's reasons: productWithdrawn, notOpen. */
    refused,
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `accounts.open`, whether or not that happened. */
export const closeBankAccount = {
  name: 'accounts.close',
  input: z.object({ reference: ApplicationReference }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('closed') }),
    z.object({ outcome: z.literal('alreadyActive') }),
  ]),
  retry: persistentAtBank,
  breaker: bankBreaker,
  timeoutMs,
} as const satisfies ActivityContract;
