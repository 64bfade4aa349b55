/**
 * Who may see an instance, and act on it.
 *
 * W1 an instance belongs to whoever started it: the edge keeps their id with its input, and no body can say another.
 * W2 to everybody else it does not exist (404), but to operators, to other services that tell it an event, and to
 *    people who are asked to decide about it, who see it.
 * W3 an Idempotency-Key is a name that one person gives: the same key of somebody else is another key.
 */
import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import { hasRole } from '../shared/person';
import { type Client, findInstance, type Instance } from './client';
import { OPERATOR, type Principal, type PrincipalOf } from './identity';
import { RequestProblem } from './route';

/** Another system, which tells events to instances that customers have started. */
export const SERVICE = 'service';

const Owned = z.object({ startedBy: z.string() });

export function isAccessible({ input }: Instance, { id, roles }: Principal, ...anyOf: readonly string[]): boolean {
  return hasRole(roles, OPERATOR, ...anyOf) || Owned.safeParse(input).data?.startedBy === id;
}

interface Sought {
  readonly process: string;
  readonly principalOf: PrincipalOf;
  /** Who may besides owner and operators. */
  readonly roles?: readonly string[];
  /** Who else may, by what they have to do with it. */
  readonly isConcerned?: (client: Client, instance: Instance, principal: Principal) => Promise<boolean>;
}

/** The instance that the path names; one of another process, or of somebody else, is none. */
export async function accessibleInstance(
  request: HttpRequest,
  client: Client,
  { process, principalOf, roles = [], isConcerned }: Sought,
): Promise<Instance> {
  const principal = principalOf(request);
  const instance = await findInstance(client, request.params['id'] ?? '');
  if (instance?.name !== process) throw new RequestProblem('process.notFound');
  if (isAccessible(instance, principal, ...roles)) return instance;
  if (await isConcerned?.(client, instance, principal)) return instance;
  throw new RequestProblem('process.notFound');
}

/** The developer, whom nobody has named, shares one space of keys with every other one. */
export function ownKey({ id, isAssumed }: Principal, key: string): string {
  return isAssumed ? key : JSON.stringify([id, key]);
}
