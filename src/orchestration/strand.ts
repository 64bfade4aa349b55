import type { Task } from 'durable-functions';
import { Interruption } from './interruption';
import type { Step } from './step';

type Ending<Result> =
  { readonly outcome: 'returned'; readonly value: Result } | { readonly outcome: 'threw'; readonly fault: unknown };

/** One of several stories that go on at once: what it waits for now, and how it ended. */
export class Strand<Result> {
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

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** It was ended by what goes on around it, as a cancellation, and not by itself. */
  get wasInterrupted(): boolean {
    return this.#ending?.outcome === 'threw' && this.#ending.fault instanceof Interruption;
  }

  /** Hands on what the pending task gave. A task that is known to have ended, as a winner, needs no further round. */
  *proceed(): Step<void> {
    while (this.#pending !== undefined) {
      yield* this.#deliver(this.#pending);
      if (!this.#ended.has(this.#pending)) return;
    }
  }

  /** Ends a sleep before its time: who sleeps looks at what has changed, and sleeps on if it is nothing to them. */
  wake(): void {
    this.#advance(() => this.#steps.next(undefined));
  }

  /** Ends it from outside; what it still wants to wait for is not waited for. */
  abandon(reason: Error): void {
    if (!this.hasEnded) this.#advance(() => this.#steps.throw(reason));
    this.#pending = undefined;
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
