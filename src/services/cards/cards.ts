/** The stand-in for the card issuer: country and postal code decide. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf, COUNTRY_NOT_SERVED } from '../stand-in/test-values';
import { cardsIn, type Cards } from './card';
import { cancelCard, issueCard } from './contract';

type Request<C extends typeof issueCard | typeof cancelCard> = z.output<C['input']>;
type Answer<C extends typeof issueCard | typeof cancelCard> = z.input<C['output']>;

export function cardsStandIn(records: Records): readonly ActivityImplementation[] {
  const cards = cardsIn(records);
  return [
    standIn(records, issueCard, {
      clauses: ({ sendTo }) => clausesOf(sendTo.postalCode),
      effect: (request) => issue(cards, request),
    }),
    standIn(records, cancelCard, {
      clauses: ({ reference }) => clausesOf(cards.get(reference)?.postalCode ?? '', 'cancel'),
      effect: (request) => cancel(cards, request),
    }),
  ];
}

function issue(cards: Cards, { reference, accountId, sendTo }: Request<typeof issueCard>): Answer<typeof issueCard> {
  const known = cards.get(reference);
  if (known?.state === 'cancelled') return { outcome: 'refused', reason: 'cancelled' };
  if (known) return { outcome: 'issued', cardId: known.cardId };
  const { country, postalCode } = sendTo;
  if (country === COUNTRY_NOT_SERVED) return { outcome: 'refused', reason: 'addressNotServed' };
  const cardId = `card_${randomUUID()}`;
  cards.put(reference, { state: 'issued', cardId, accountId, postalCode });
  return { outcome: 'issued', cardId };
}

function cancel(cards: Cards, { reference }: Request<typeof cancelCard>): Answer<typeof cancelCard> {
  cards.put(reference, { state: 'cancelled', postalCode: cards.get(reference)?.postalCode ?? '' });
  return { outcome: 'cancelled' };
}
