/** The stand-in for the credit bureau: the identity number decides. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, clausesOf, identities } from '../stand-in/test-values';
import { rateCredit } from './contract';

export function creditStandIn(records: Records): readonly ActivityImplementation[] {
  return [
    standIn(records, rateCredit, {
      clauses: ({ person }) => clausesOf(person.identityNumber, 'rate'),
      effect: rate,
    }),
  ];
}

function rate({ person }: z.output<typeof rateCredit.input>): z.input<typeof rateCredit.output> {
  if (asksFor(person.identityNumber, identities.noCreditRecord)) return { outcome: 'unknown', reason: 'noRecord' };
  if (asksFor(person.identityNumber, identities.poorCredit)) return { outcome: 'rated', score: 210 };
  if (asksFor(person.identityNumber, identities.fairCredit)) return { outcome: 'rated', score: 560 };
  return { outcome: 'rated', score: 890 };
}
