import type { Measurement } from '../measurement.mts';
import { median } from '../statistics.mts';

export interface ScenarioPlan {
  readonly rounds: number;
  readonly seconds: number;
  readonly isQuick: boolean;
}

export type Scenario = (plan: ScenarioPlan) => Promise<ScenarioOutcome>;

export type ScenarioOutcome =
  | { readonly outcome: 'measured'; readonly measurement: Measurement }
  | { readonly outcome: 'failed'; readonly workload: string; readonly problem: string };

/** A scenario gives figures of its own instead of paces. */
export function factsOf(workload: string, facts: Readonly<Record<string, number>>): ScenarioOutcome {
  const shares = Object.entries(facts).flatMap(([name, value]) => (name.endsWith('othersShare') ? [value] : []));
  const othersShare = Math.max(0, ...shares);
  const settings = 'embedded host, durable';
  return {
    outcome: 'measured',
    measurement: { workload, subject: 'durable', settings, paces: [], facts, othersShare },
  };
}

export function failed(workload: string, error: unknown): ScenarioOutcome {
  return { outcome: 'failed', workload, problem: error instanceof Error ? error.message : String(error) };
}

/** Of each figure over the rounds. */
export function mediansOf(rounds: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name] ?? NaN))]));
}
