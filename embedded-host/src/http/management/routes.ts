import type { HTTPMethods } from 'fastify';
import { resume, rewind, suspend, terminate } from './control';
import { deleteEntity, listEntities, readEntity, signalEntity } from './entities';
import { raiseEvent } from './events';
import { list } from './list';
import type { Operation } from './operation';
import { purge, purgeBy } from './purge';
import { restart, start } from './start';
import { status } from './status';

export interface ManagementRoute {
  readonly method: HTTPMethods;
  /** Below the base of the management API. */
  readonly path: string;
  readonly operation: Operation;
}

export const managementRoutes: readonly ManagementRoute[] = [
  { method: 'POST', path: '/orchestrators/:name', operation: start },
  { method: 'POST', path: '/orchestrators/:name/:id', operation: start },
  { method: 'GET', path: '/instances', operation: list },
  { method: 'DELETE', path: '/instances', operation: purgeBy },
  { method: 'GET', path: '/instances/:id', operation: status },
  { method: 'DELETE', path: '/instances/:id', operation: purge },
  { method: 'POST', path: '/instances/:id/raiseEvent/:event', operation: raiseEvent },
  { method: 'POST', path: '/instances/:id/terminate', operation: terminate },
  { method: 'POST', path: '/instances/:id/suspend', operation: suspend },
  { method: 'POST', path: '/instances/:id/resume', operation: resume },
  { method: 'POST', path: '/instances/:id/rewind', operation: rewind },
  { method: 'POST', path: '/instances/:id/restart', operation: restart },
  { method: 'GET', path: '/entities', operation: listEntities },
  { method: 'GET', path: '/entities/:name', operation: listEntities },
  { method: 'GET', path: '/entities/:name/:key', operation: readEntity },
  { method: 'POST', path: '/entities/:name/:key', operation: signalEntity },
  { method: 'DELETE', path: '/entities/:name/:key', operation: deleteEntity },
];
