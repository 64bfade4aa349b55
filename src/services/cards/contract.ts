/**
 * Bank cards, sent by post. As with payments, the caller chooses the `reference`:
 *
 * D1 one reference is at most one card, whatever key asks.
 * D2 cancelling a reference that has no card is cancelled too, and closes it: a late issue is refused.
 */
import { z } from 'zod';
import { Address } from '../../shared/address';
import { bankBreaker, patientAtBank, persistentAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { AccountId, ApplicationReference } from '../../shared/ids';
import { Reason } from '../../shared/reason';

export const issueCard = {
  name: 'cards.issue',
  input: z.object({ reference: ApplicationReference, accountId: AccountId, sendTo: Address }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('issued'), cardId: z.string() }),
    /** The stand-in's reasons: addressNotServed, cancelled. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs: 15 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `cards.issue`, whether or not that happened: a card on its way is of no use. */
export const cancelCard = {
  name: 'cards.cancel',
  input: z.object({ reference: ApplicationReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('cancelled') })]),
  retry: persistentAtBank,
  breaker: bankBreaker,
  timeoutMs: 15 * SECOND_MS,
} as const satisfies ActivityContract;
