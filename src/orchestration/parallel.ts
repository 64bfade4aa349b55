/**
 * Several branches at once, in rounds: what all branches wait for is scheduled together, and when all of it has ended
 * every branch takes its next step. Rounds, because a task may be raced once only (W1 in watch.ts).
 *
 * F1 every branch runs to its end, also when another one fails: nobody is left acting while the process goes on.
 * F2 the fault that is thrown in the end is that of the first branch in the list that failed.
 */
import type { Task } from 'durable-functions';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export type Branch<Result> = (context: ProcessContext) => Step<Result>;

/** The results in the order of the branches. */
export function* parallel<Result>(context: ProcessContext, branches: readonly Branch<Result>[]): Step<Result[]> {
  const strands = branches.map((branch) => new Strand(branch(context.branch())));
  for (;;) {
    const pending = strands.flatMap((strand) => strand.pending ?? []);
    if (pending.length === 0) break;
    yield* context.wait(allEnded(context, pending));
    for (const strand of strands) yield* strand.proceed();
  }
  return strands.map((strand) => strand.result());
}

/** `Task.all` ends with the first failure; a race of one ends with its task and never fails. */
function allEnded({ df }: ProcessContext, tasks: readonly Task[]): Task {
  return df.Task.all(tasks.map((task) => df.Task.any([task])));
}

type Ending<Result> =
  { readonly outcome: 'returned'; readonly value: Result } | { readonly outcome: 'threw'; readonly fault: unknown };

class Strand<Result> {
  readonly #steps: Step<Result>;
  readonly #ended = new Set<unknown>();
  #pending: Task | undefined;
  #ending: Ending<Result> | undefined;

  constructor(steps: Step<Result>) {
    this.#steps = steps;
    this.#advance(() => steps.next());
  }

  get pending(): Task | undefined {
    return this.#pending;
  }

  /** Hands on what the pending task gave. A task that is known to have ended, as a winner, needs no further round. */
  *proceed(): Step<void> {
    while (this.#pending !== undefined) {
      yield* this.#deliver(this.#pending);
      if (!this.#ended.has(this.#pending)) return;
    }
  }

  result(): Result {
    if (this.#ending?.outcome === 'returned') return this.#ending.value;
    throw this.#ending?.fault;
  }

  *#deliver(task: Task): Step<void> {
    let proceed: () => IteratorResult<Task, Result>;
    try {
      const value = yield task;
      for (const ended of Array.isArray(value) ? value : [value]) this.#ended.add(ended);
      proceed = () => this.#steps.next(value);
    } catch (fault) {
      proceed = () => this.#steps.throw(fault);
    }
    this.#advance(proceed);
  }

  #advance(proceed: () => IteratorResult<Task, Result>): void {
    this.#pending = undefined;
    try {
      const { done, value } = proceed();
      if (done === true) this.#ending = { outcome: 'returned', value };
      else this.#pending = value;
    } catch (fault) {
      this.#ending = { outcome: 'threw', fault };
    }
  }
}
