import type { ProcessContext } from './process-context';
import type { Step } from './step';

export interface Pause {
  readonly step: string;
  readonly forMs: number;
}

/** Lets time pass; a cancellation ends it. */
export function* sleep(context: ProcessContext, { step, forMs }: Pause): Step<void> {
  context.begin(step);
  const until = context.after(forMs);
  context.progress.waiting(step, until);
  try {
    yield* context.sleepUntil(until);
    context.safePoint();
    context.progress.done(step, undefined);
  } catch (reason) {
    context.progress.interrupted(step, reason);
    throw reason;
  }
}
