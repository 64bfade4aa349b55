import type { Task } from 'durable-functions';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

/** Waits for the first of several sleeps or the next event, whichever comes first. */
export function* nap({ df, watches, sleeps }: ProcessContext, pending: readonly Task[]): Step<unknown> {
  const first = df.Task.any([...watches.map((watch) => watch.task), ...pending]);
  sleeps.add(first, { isStuck: pending.some((sleep) => sleeps.isStuck(sleep)) });
  const winner = yield first;
  for (const watch of watches) if (winner === watch.task) yield* watch.take();
  return winner;
}
