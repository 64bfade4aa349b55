/** The stand-in for identity verification: the identity number decides. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, clausesOf, identities } from '../stand-in/test-values';
import { verifyIdentity } from './contract';

export function identityStandIn(records: Records): readonly ActivityImplementation[] {
  return [
    standIn(records, verifyIdentity, {
      clauses: ({ person }) => clausesOf(person.identityNumber),
      effect: verify,
    }),
  ];
}

function verify({ person }: z.output<typeof verifyIdentity.input>): z.input<typeof verifyIdentity.output> {
  if (asksFor(person.identityNumber, identities.forged)) return { outcome: 'failed', reason: 'documentForged' };
  if (asksFor(person.identityNumber, identities.unclear)) return { outcome: 'unclear', reason: 'documentUnclear' };
  return { outcome: 'verified' };
}
