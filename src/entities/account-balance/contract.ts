/**
 * What lies on one bank account: the entity key is the account id. A transfer is two accounts and one id: the giving
 * one lets the money go (`debit`), the taking one gets it (`credit`), and the giving one is told so (`settle`). Until
 * then the money is in transit, and either comes back (`giveBack`) or has arrived.
 *
 * T1 a balance never is negative: nobody gives what they do not have.
 * T2 a transfer id moves money at most once on each side; asking again gives the same answer.
 * T3 nothing is lost or invented: what left an account is in transit until it has arrived or has come back, and the sum
 *    of all accounts is what they began with.
 * T4 a transfer that was undone (`giveBack`, `takeBack`) never moves money again. So an undo may come before what it
 *    undoes, after it, twice, or without it.
 * T5 a pending account takes money and gives none until it is activated, so that an undo finds what it takes back.
 * T6 an account that has money, or money in transit, is not closed; a closed one stays closed.
 *
 * T2 and T4 need memory, and memory must end: the latest REMEMBERED ended transfers are kept. Operations of one process
 * instance arrive in order, so only a repetition can come late, and by far fewer transfers than that.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';
import { TransferId } from '../../shared/ids';
import { Cents, PositiveCents } from '../../shared/money';

export const REMEMBERED = 500;

export const AccountState = z.enum(['absent', 'pending', 'active', 'closed']);

const Transfer = z.object({ transferId: TransferId, cents: PositiveCents });

/** How a transfer ended here: given and arrived, taken, or undone. */
const Ended = z.enum(['settled', 'credited', 'undone']);

export const AccountBalanceState = z.object({
  state: AccountState,
  balanceCents: Cents,
  /** Left this account and not yet known to have arrived. */
  inTransit: z.array(Transfer),
  /** Oldest first. */
  ended: z.array(z.object({ transferId: TransferId, cents: Cents, as: Ended })),
});
export type AccountBalanceState = z.infer<typeof AccountBalanceState>;

const refused = z.object({
  outcome: z.literal('refused'),
  reason: z.enum(['unknownAccount', 'accountPending', 'accountClosed', 'insufficientFunds', 'undone']),
});

export const accountBalance = {
  name: 'accountBalance',
  state: AccountBalanceState,
  operations: {
    open: {
      input: z.null().optional(),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('pending') }),
        z.object({ outcome: z.literal('active') }),
        /** It was closed before: nothing is open. */
        z.object({ outcome: z.literal('closed') }),
      ]),
    },
    /** From now on its money may leave it. */
    activate: {
      input: z.null().optional(),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('active'), balanceCents: Cents }),
        z.object({ outcome: z.literal('notOpen') }),
      ]),
    },
    /** Undoes `open`, whether or not that happened. */
    close: {
      input: z.null().optional(),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('closed') }),
        z.object({ outcome: z.literal('notEmpty'), balanceCents: Cents }),
      ]),
    },
    /** Lets the money go. The same id with another amount is a fault, here and below. */
    debit: {
      input: Transfer,
      output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('debited') }), refused]),
    },
    /** The other side of `debit`. */
    credit: {
      input: Transfer,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('credited'), balanceCents: Cents }),
        refused,
      ]),
    },
    /** The money has arrived: it is in transit no more. */
    settle: {
      input: z.object({ transferId: TransferId }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('settled') }),
        /** It is not in transit: it never left, or has come back. */
        z.object({ outcome: z.literal('notInTransit') }),
      ]),
    },
    /** Undoes `debit`, whether or not that happened. */
    giveBack: {
      input: z.object({ transferId: TransferId }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('givenBack'), cents: Cents }),
        z.object({ outcome: z.literal('alreadySettled') }),
      ]),
    },
    /** Undoes `credit`, whether or not that happened. */
    takeBack: {
      input: z.object({ transferId: TransferId }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('takenBack'), cents: Cents }),
        z.object({ outcome: z.literal('insufficientFunds'), balanceCents: Cents }),
      ]),
    },
  },
} as const satisfies EntityContract;
