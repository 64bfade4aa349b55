/** One card as the stand-in remembers it, by the reference of the application; see D1 and D2 in contract.ts. */
import { z } from 'zod';
import { AccountId } from '../../shared/ids';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const Card = z.discriminatedUnion('state', [
  z.object({ state: z.literal('issued'), cardId: z.string(), accountId: AccountId, postalCode: z.string() }),
  z.object({ state: z.literal('cancelled'), postalCode: z.string() }),
]);
export type Card = z.infer<typeof Card>;

export type Cards = Collection<typeof Card>;

export function cardsIn(records: Records): Cards {
  return new Collection(records, 'cards', Card);
}
