/** One backend under growing load. */
import type { Backend, ProcessCost } from './contract.mts';
import { type Outcome, simulate } from './simulation.mts';

/** What is offered, as a share of what the backend can do on paper. */
export const shares = [0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5] as const;

/** Enough for a steady p99 and little enough for a second of computing. */
const INSTANCES = 3_000;

export interface Settings {
  readonly cost: ProcessCost;
  readonly workers: number;
  readonly profile: 'even' | 'peak';
  readonly seed: number;
}

export interface Saturation {
  readonly backend: Backend;
  readonly workers: number;
  /** Instances a second, on paper: the slowest of service and workers. */
  readonly ceilingPerSecond: number;
  readonly outcomes: readonly (Outcome & { readonly share: number; readonly askedPerSecond: number })[];
}

export function saturationOf(backend: Backend, { cost, workers, profile, seed }: Settings): Saturation {
  const used = Math.min(workers, backend.maxWorkers);
  const ceilingPerSecond = ceilingOf(backend, used, cost.actions);
  const outcomes = shares.map((share) => {
    const askedPerSecond = ceilingPerSecond * share;
    const load = {
      arrivals: { perSecond: profileOf(profile, askedPerSecond) },
      ...{ actionsEach: cost.actions, instances: INSTANCES },
    };
    return { share, askedPerSecond, ...simulate(load, { ...backend, workers: used, service: 'exponential' }, seed) };
  });
  return { backend, workers: used, ceilingPerSecond, outcomes };
}

export function ceilingOf(backend: Backend, workers: number, actions: number): number {
  const byWorkers = workers / (actions / backend.workerActionsPerSecond + backend.perInstanceMs / 1_000);
  const byService = backend.actionsPerSecond === null ? Infinity : backend.actionsPerSecond / actions;
  return Math.min(byWorkers, byService);
}

/** A peak of two fifths of each ten seconds at double the load, and the rest so low that the average stays. */
function profileOf(profile: Settings['profile'], perSecond: number): (at: number) => number {
  if (profile === 'even') return () => perSecond;
  return (at) => (at % 10 < 4 ? 2 * perSecond : perSecond / 3);
}
