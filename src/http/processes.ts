import { cancelRoute } from './cancel-process';
import type { Route } from './route';
import { type ServedProcess, startRoute } from './start-process';
import { viewRoute } from './view-process';

/** The routes that every process has. */
export function processRoutes(served: ServedProcess): Route[] {
  return [startRoute(served), viewRoute(served.contract), cancelRoute(served.contract)];
}
