/**
 * A step behind the pivot that keeps failing. It goes on trying, and is on the list from the end of its policy until it
 * succeeds.
 *
 * N1 an operator may have it tried again at once; nothing else, because the story goes on with what the step answers.
 * N2 a decision is carried out by an attempt that began after it, and recorded with what came of that.
 * N3 a step that is ended from outside, by a deadline or a lost race, takes its item off the list: nobody waits for it.
 */
import type { DecisionOutcome, InterventionDecision, InterventionId } from '../entities/intervention-list/contract';
import type { Instant } from '../shared/instant';
import { nextInterventionId, openIntervention, type StuckStep, tellList } from './intervention-notice';
import { tellClosed, tellOpened } from './intervention-report';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export class ForwardNotice {
  readonly #context: ProcessContext;
  readonly #step: string;
  readonly #since: Instant;
  #interventionId: InterventionId | undefined;
  /** What the next attempt carries out. */
  #decisions: readonly InterventionDecision[] = [];

  constructor(context: ProcessContext, step: string) {
    this.#context = context;
    this.#step = step;
    this.#since = context.now;
  }

  get isShown(): boolean {
    return this.#interventionId !== undefined;
  }

  show(attempts: number, fault: unknown): void {
    if (!this.#context.phase.asksOperator) return;
    const interventionId = this.#interventionId ?? nextInterventionId(this.#context);
    const stuck: StuckStep = {
      ...{ interventionId, kind: 'forward', name: this.#step, step: this.#step },
      ...{ fault, attempts, since: this.#since, actions: ['retry'] },
    };
    openIntervention(this.#context, stuck);
    if (!this.isShown) tellOpened(this.#context, stuck);
    this.#interventionId = interventionId;
    this.#record(interventionId, 'stillStuck');
  }

  /** Until then, or until an operator has it tried again. */
  *pauseUntil(until: Instant): Step<void> {
    const id = this.#interventionId;
    if (id === undefined) return;
    const { desk } = this.#context;
    yield* this.#context.stuckUntil(until, () => desk.decisionsAbout(id).length > 0);
    this.#decisions = desk.take(id);
  }

  /** Succeeded: what was decided meanwhile has come true as well. */
  close(): void {
    const id = this.#interventionId;
    if (id === undefined) return;
    this.#decisions = [...this.#decisions, ...this.#context.desk.take(id)];
    if (this.#decisions.length > 0) this.#record(id, 'done');
    else tellList(this.#context, 'close', { interventionId: id, at: this.#context.now });
    tellClosed(this.#context, id, 'done');
  }

  /** Nobody waits for the step any more, so nothing comes of what was decided about it. */
  withdraw(): void {
    const id = this.#interventionId;
    if (id === undefined) return;
    this.#decisions = [...this.#decisions, ...this.#context.desk.take(id)];
    this.#record(id, 'stillStuck');
    tellList(this.#context, 'close', { interventionId: id, at: this.#context.now, outcome: 'withdrawn' });
    tellClosed(this.#context, id, 'withdrawn');
  }

  #record(interventionId: InterventionId, outcome: DecisionOutcome): void {
    for (const decision of this.#decisions) tellList(this.#context, 'decide', { ...decision, interventionId, outcome });
    this.#decisions = [];
  }
}
