import type { ProcessContract } from '../shared/contract';
import { cancelRoute } from './cancel-process';
import { catalogueEntryRoute, catalogueRoute } from './catalogue';
import { eventRoutes } from './events';
import type { PrincipalOf } from './identity';
import { listRoute } from './list-instances';
import type { Route } from './route';
import { type ServedProcess, startRoute } from './start-process';
import { viewRoute } from './view-process';

/** The catalogue, and the routes that every process has. */
export function processRoutes(processes: readonly ServedProcess[], principalOf: PrincipalOf): Route[] {
  return [catalogueRoute(processes), ...processes.flatMap((served) => routesOf(served, principalOf))];
}

function routesOf(served: ServedProcess, principalOf: PrincipalOf): Route[] {
  const { contract } = served;
  return [
    catalogueEntryRoute(served),
    startRoute(served, principalOf),
    listRoute(contract, principalOf),
    viewRoute(contract, principalOf),
    cancelRoute(contract, principalOf),
    ...eventRoutes(contract, principalOf),
  ];
}

/** Of a process that only another one starts. */
export function subProcessRoutes(contract: ProcessContract, principalOf: PrincipalOf): Route[] {
  return [viewRoute(contract, principalOf), cancelRoute(contract, principalOf)];
}
