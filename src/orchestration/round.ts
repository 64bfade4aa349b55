import type { Task } from 'durable-functions';
import { nap } from './nap';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import type { Strand } from './strand';

interface Round {
  readonly strands: readonly Strand<unknown>[];
  /** Whose pending task may be left before it ends. */
  readonly isSleep: (task: Task | undefined) => boolean;
}

/**
 * Until all that runs has ended or, when everybody sleeps, until the first wakes. Whoever slept through the round is
 * woken to see whether it is time.
 */
export function* round(context: ProcessContext, { strands, isSleep }: Round): Step<void> {
  const sleepers = strands.filter(({ pending }) => isSleep(pending));
  const workers = strands.filter((strand) => !sleepers.includes(strand));
  const pending = (all: readonly Strand<unknown>[]) => all.flatMap((strand) => strand.pending ?? []);
  if (workers.length > 0) {
    yield* context.join(allEnded(context, pending(workers)));
    for (const worker of workers) yield* worker.proceed();
  } else {
    yield* nap(context, pending(sleepers));
  }
  for (const sleeper of sleepers) sleeper.wake();
}

/** `Task.all` ends with the first failure; a race of one ends with its task and never fails. */
function allEnded({ df }: ProcessContext, tasks: readonly Task[]): Task {
  return df.Task.all(tasks.map((task) => df.Task.any([task])));
}
