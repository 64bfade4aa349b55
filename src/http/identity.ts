/**
 * Who sends a request, and what they may do.
 *
 * I1 on Azure the platform alone says who somebody is (App Service authentication, "Easy Auth"); the header by which a
 *    developer says so is refused there, never ignored.
 * I2 who is unknown is refused on Azure; at a developer's machine it is the developer, with every role.
 */
import type { HttpRequest } from '@azure/functions';
import { hasRole, type Person, type Roles } from '../shared/person';
import { developmentPrincipal, DEVELOPMENT_HEADER } from './development-principal';
import { easyAuthPrincipal, EASY_AUTH_HEADER } from './easy-auth';
import { RequestProblem } from './route';

export interface Principal extends Person {
  readonly roles: Roles;
  /** Nobody said who it is: the developer at this machine, who may give a name. */
  readonly isAssumed: boolean;
  /** Asks an app at a developer's machine, where the addresses of the host open nothing that is not open. */
  readonly isLocal: boolean;
}

export type PrincipalOf = (request: HttpRequest) => Principal;

export interface IdentityOptions {
  readonly inAzure: boolean;
  /** On Azure without its authentication anybody could send its header. */
  readonly trustsEasyAuth: boolean;
}

/** May look after what is stuck, cancel what others started, and change the retention. */
export const OPERATOR = 'operator';

const developer: Principal = { id: 'developer', name: 'developer', roles: 'every', isAssumed: true, isLocal: true };

/** Throws the problem of a request that does not say who sends it, or not in a way that counts here. */
export function identify({ inAzure, trustsEasyAuth }: IdentityOptions): PrincipalOf {
  const known = { isAssumed: false, isLocal: !inAzure };
  return ({ headers }) => {
    const claimed = headers.get(DEVELOPMENT_HEADER);
    if (claimed !== null && inAzure) throw new RequestProblem('identity.developmentHeaderRefused');
    const given = headers.get(EASY_AUTH_HEADER);
    if (given !== null && trustsEasyAuth) return { ...easyAuthPrincipal(given, headers), ...known };
    if (claimed !== null) return { ...developmentPrincipal(claimed), ...known };
    if (inAzure) throw new RequestProblem('identity.unknown');
    return developer;
  };
}

/** The developer may act under a name of the body; everybody else is who they are. */
export function named(principal: Principal, name: string | undefined): Principal {
  return principal.isAssumed && name !== undefined ? { ...principal, id: name, name } : principal;
}

/** Throws 403 with the roles of which one would do. */
export function requireRole({ roles }: Principal, ...anyOf: readonly string[]): void {
  if (hasRole(roles, ...anyOf)) return;
  throw new RequestProblem('identity.roleMissing', {
    detail: `Ask for ${anyOf.length === 1 ? 'the role' : 'one of the roles'} ${anyOf.join(', ')}.`,
    requiredRoles: [...anyOf],
  });
}
