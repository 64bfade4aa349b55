/** The stand-in for sanctions screening: the identity number decides. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, clausesOf, identities } from '../stand-in/test-values';
import { screenPerson } from './contract';

const LIST = 'EU consolidated list';

export function sanctionsStandIn(records: Records): readonly ActivityImplementation[] {
  return [
    standIn(records, screenPerson, {
      clauses: ({ person }) => clausesOf(person.identityNumber, 'screen'),
      effect: screen,
    }),
  ];
}

function screen({ person }: z.output<typeof screenPerson.input>): z.input<typeof screenPerson.output> {
  if (asksFor(person.identityNumber, identities.sanctioned)) return { outcome: 'match', list: LIST };
  if (asksFor(person.identityNumber, identities.possibleMatch)) return { outcome: 'possibleMatch', list: LIST };
  return { outcome: 'clear' };
}
