import type { IncomingMessage } from 'node:http';
import type { HttpEndpoint } from '../../bindings/http-trigger';
import { managementPath } from '../management/links';
import type { KeyRing, Lock } from './key-ring';
import type { LocalDoor } from './local-door';

/** Whether a request may pass. A host that asks for no keys lets everything pass. */
export interface Access {
  mayPass(lock: Lock, request: IncomingMessage): boolean;
  /** Target of a request as the routes know it. */
  enter(request: IncomingMessage, target: string): string;
}

export const openAccess: Access = { mayPass: () => true, enter: (_request, target) => target };

export function keyedAccess(keys: KeyRing, door: LocalDoor): Access {
  return {
    mayPass: (lock, request) => isOwnClient(lock, request, door) || keys.opens(lock, request),
    enter: (request, target) => door.enter(request, target),
  };
}

/** The door leads to the management API only. */
function isOwnClient(lock: Lock, request: IncomingMessage, door: LocalDoor): boolean {
  return lock.type === 'management' && door.hasEntered(request);
}

/**
 * The lock of the host's own routes. It looks at the route that was found, not at the path that came: one can be written in
 * many ways, the other cannot.
 */
export function lockOfRoute(route: string | undefined): Lock {
  if (route?.startsWith(`${managementPath}/`)) return { type: 'management' };
  return route?.startsWith('/admin/') ? { type: 'admin' } : { type: 'open' };
}

export function lockOfFunction({ authLevel, registered }: HttpEndpoint): Lock {
  switch (authLevel) {
    case 'anonymous':
      return { type: 'open' };
    case 'function':
      return { type: 'function', name: registered.name };
    case 'admin':
      return { type: 'admin' };
  }
}
