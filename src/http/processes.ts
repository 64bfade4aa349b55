import type { ProcessContract } from '../shared/contract';
import { cancelRoute } from './cancel-process';
import { catalogueEntryRoute, catalogueRoute } from './catalogue';
import { eventRoutes } from './events';
import { listRoute } from './list-instances';
import type { Route } from './route';
import { type ServedProcess, startRoute } from './start-process';
import { viewRoute } from './view-process';

/** The catalogue, and the routes that every process has. */
export function processRoutes(processes: readonly ServedProcess[]): Route[] {
  return [catalogueRoute(processes), ...processes.flatMap(routesOf)];
}

function routesOf(served: ServedProcess): Route[] {
  const { contract } = served;
  return [
    catalogueEntryRoute(served),
    startRoute(served),
    listRoute(contract),
    viewRoute(contract),
    cancelRoute(contract),
    ...eventRoutes(contract),
  ];
}

/** Of a process that only another one starts. */
export function subProcessRoutes(contract: ProcessContract): Route[] {
  return [viewRoute(contract), cancelRoute(contract)];
}
