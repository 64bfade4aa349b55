import { cancelRoute } from './cancel-process';
import { listRoute } from './list-instances';
import type { Route } from './route';
import { type ServedProcess, startRoute } from './start-process';
import { viewRoute } from './view-process';

/** The routes that every process has. */
export function processRoutes(served: ServedProcess): Route[] {
  const { contract } = served;
  return [startRoute(served), listRoute(contract), viewRoute(contract), cancelRoute(contract)];
}
