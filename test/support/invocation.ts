import type { Invocation } from '../../src/orchestration/report';
import type { Durable } from '../../src/orchestration/step';

/** What an orchestrator function is handed; what it logs is of no interest here. */
export function invocationOf(df: Durable): Invocation {
  const nowhere = () => undefined;
  return { df, info: nowhere, warn: nowhere, error: nowhere };
}
