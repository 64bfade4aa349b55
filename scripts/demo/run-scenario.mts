import { AppClient, NotOffered, type View } from './app-client.mts';
import { differences } from './differences.mts';
import { durationOf } from './happenings.mts';
import type { Live } from './live.mts';
import { endingOf, RunningOrder } from './running-order.mts';
import type { Scenario } from './scenario.mts';

export interface Run {
  readonly name: string;
  readonly ending: string;
  readonly steps: number;
  readonly compensations: number;
  readonly durationMs: number;
  /** Why it could not run at all. */
  readonly skipped?: string;
  /** What was not as it had to be. */
  readonly problems: readonly string[];
}

interface Stage {
  readonly url: string;
  readonly live: Live;
}

/** One order from its beginning to its end. Never throws: what goes wrong is a problem of this run. */
export async function runScenario(scenario: Scenario, { url, live }: Stage): Promise<Run> {
  const running = new RunningOrder(scenario, new AppClient(url, scenario.process ?? 'purchase'), live);
  try {
    const view = await running.toItsEnd();
    const problems = [...running.problems, ...differences(scenario.expected, view)];
    return runOf(scenario, view, problems);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const nothing = { name: scenario.name, steps: 0, compensations: 0, durationMs: 0 };
    if (error instanceof NotOffered) return { ...nothing, ending: '', skipped: reason, problems: [] };
    return { ...nothing, ending: 'error', problems: [...running.problems, reason] };
  }
}

function runOf({ name }: Scenario, view: View, problems: readonly string[]): Run {
  return {
    name,
    ending: endingOf(view),
    steps: view.steps.length,
    compensations: view.compensation.length,
    durationMs: durationOf(view),
    problems,
  };
}
