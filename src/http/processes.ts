import type { z } from 'zod';
import type { ProcessContract } from '../orchestration/contract';
import { cancelRoute } from './cancel-process';
import type { Route } from './route';
import { startRoute } from './start-process';
import { viewRoute } from './view-process';

export interface ServedProcess {
  readonly contract: ProcessContract;
  /** The body of a start. */
  readonly order: z.ZodObject;
  /** What the app adds to the body. */
  readonly options: object;
}

/** The routes that every process has. */
export function processRoutes(served: ServedProcess): Route[] {
  return [startRoute(served), viewRoute(served.contract), cancelRoute(served.contract)];
}
