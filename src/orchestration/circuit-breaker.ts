/** Asks the breaker of a service before each attempt of a call, and tells it afterwards how the attempt went. */
import { EntityId } from 'durable-functions';
import { type BreakerPolicy, circuitBreaker } from '../entities/circuit-breaker/contract';
import { AppError } from '../shared/errors';
import type { Instant } from '../shared/instant';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export interface Guard {
  /** The service whose breaker it is, shared by all processes. */
  readonly service: string;
  readonly policy: BreakerPolicy;
  /** While it is open: `wait` until it lets somebody through, or `failFast` with the fault `service.circuitOpen`. */
  readonly whenOpen: 'wait' | 'failFast';
}

export class CircuitBreaker {
  readonly #context: ProcessContext;
  readonly #guard: Guard;
  readonly #step: string;

  constructor(context: ProcessContext, guard: Guard, step: string) {
    this.#context = context;
    this.#guard = guard;
    this.#step = step;
  }

  *admit(count: number): Step<void> {
    for (;;) {
      const until = yield* this.#openUntil(count);
      if (until === undefined) return;
      const open = new AppError('service.circuitOpen', {
        detail: `${this.#guard.service} is not asked until ${until}`,
      });
      if (this.#guard.whenOpen === 'failFast') throw open;
      this.#context.progress.waiting(this.#step, until, open);
      yield* this.#context.sleepUntil(until);
      this.#context.safePoint();
      this.#context.progress.attempt(this.#step, count);
    }
  }

  /** Told, not asked: nobody waits for the breaker. */
  report(count: number, answered: boolean): void {
    this.#context.df.signalEntity(this.#entity, 'report', { ...this.#asked(count), answered });
  }

  *#openUntil(count: number): Step<Instant | undefined> {
    const task = this.#context.df.callEntity(this.#entity, 'admit', this.#asked(count));
    const answer = circuitBreaker.operations.admit.output.parse(yield* this.#context.wait(task));
    return answer.outcome === 'open' ? answer.until : undefined;
  }

  get #entity(): EntityId {
    return new EntityId(circuitBreaker.name, this.#guard.service);
  }

  #asked(count: number) {
    const attempt = `${this.#context.instanceId}/${this.#step}#${count}`;
    return { attempt, now: this.#context.now, policy: this.#guard.policy };
  }
}
