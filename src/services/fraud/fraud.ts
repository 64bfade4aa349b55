/** The stand-in for fraud detection: the card token decides. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, cards, clausesOf } from '../stand-in/test-values';
import { scoreOrder } from './contract';

export function fraudStandIn(records: Records): readonly ActivityImplementation[] {
  return [
    standIn(records, scoreOrder, {
      clauses: ({ cardToken }) => clausesOf(cardToken, 'fraud'),
      effect: score,
    }),
  ];
}

function score({ cardToken }: z.output<typeof scoreOrder.input>): z.input<typeof scoreOrder.output> {
  if (asksFor(cardToken, cards.fraud)) return { outcome: 'rejected', reason: 'cardBlocked', score: 98 };
  if (asksFor(cardToken, cards.suspicious)) return { outcome: 'suspicious', score: 71 };
  return { outcome: 'clear', score: 4 };
}
