import type { Measurement } from '../measurement.mts';
import { median } from '../statistics.mts';

export interface ScenarioPlan {
  readonly rounds: number;
  readonly seconds: number;
  readonly isQuick: boolean;
}

/** Gives figures of its own instead of paces. */
export type Facts = Readonly<Record<string, number>>;

export interface Scenario {
  /** As the report names it. */
  readonly workload: string;
  readonly measure: (plan: ScenarioPlan) => Promise<Facts>;
}

export function measurementOf(workload: string, facts: Facts): Measurement {
  const shares = Object.entries(facts).flatMap(([name, value]) => (name.endsWith('othersShare') ? [value] : []));
  const othersShare = Math.max(0, ...shares);
  return { workload, subject: 'durable', settings: 'embedded host, durable', paces: [], facts, othersShare };
}

/** Of each figure over the rounds. */
export function mediansOf(rounds: readonly Facts[]): Facts {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name] ?? NaN))]));
}
