import { z } from 'zod';
import { ProcessContext } from '../../src/orchestration/process-context';
import type { Step } from '../../src/orchestration/step';
import type { ActivityContract } from '../../src/shared/contract';
import { invocationOf } from './invocation';
import { type Answers, StrictEngine } from './strict-engine';

/** Runs a story told with the words of src/orchestration. */
export function tell<Result>(
  story: (context: ProcessContext) => Step<Result>,
  options: { answers?: Answers; held?: string[] } = {},
): StrictEngine<Result> {
  return new StrictEngine((df) => story(ProcessContext.begin(invocationOf(df), 'tale')), options);
}

/** An activity that takes and gives anything; three attempts, after one and two seconds. */
export function anActivity(name: `${string}.${string}`) {
  return {
    name,
    input: z.unknown(),
    output: z.unknown(),
    retry: { firstDelayMs: 1_000, attempts: 3, backoff: 2, maxDelayMs: 60_000 },
    timeoutMs: 1_000,
  } as const satisfies ActivityContract;
}

export function fail(message: string): never {
  throw new Error(message);
}
