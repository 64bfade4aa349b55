/** Who acts: somebody known to the identity provider, or a developer at their own machine. */
import { z } from 'zod';
import { personal } from './personal-data';

export const PersonId = personal(z.string().trim().min(1).max(200));

/** `every`: a developer without an identity, at their own machine only. */
export const Roles = z.union([z.array(z.string()), z.literal('every')]);
export type Roles = z.infer<typeof Roles>;

export const Person = z.object({
  /** The same for one person at all times. */
  id: PersonId,
  /** What others call them: an e-mail address or a user name. */
  name: PersonId,
});
export type Person = z.infer<typeof Person>;

/** Whether a text, as an input or a rule has it, means this person. Mail addresses and names differ in case only. */
export function isPerson(text: string, { id, name }: Person): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === id.trim().toLowerCase() || wanted === name.trim().toLowerCase();
}

export function isSamePerson(one: Person, other: Person): boolean {
  return isPerson(one.id, other) || isPerson(one.name, other);
}

export function hasRole(roles: Roles, ...anyOf: readonly string[]): boolean {
  return roles === 'every' || anyOf.some((role) => roles.includes(role));
}
