import { InterventionDecision, interventionDecided, type InterventionId } from '../entities/intervention-list/contract';
import type { Durable } from './step';
import { Watch } from './watch';

/** Only trying again: what a step behind the pivot answers is what the story goes on with, and no hand can write that. */
const RetryDecision = InterventionDecision.refine(({ action }) => action === 'retry');

/** What operators are asked about, and what they have decided about steps that go on trying meanwhile. */
export class OperatorDesk {
  readonly #df: Durable;
  readonly #decisions = new Map<InterventionId, readonly InterventionDecision[]>();
  #watch: Watch<InterventionDecision> | undefined;
  #numbers = 0;

  constructor(df: Durable) {
    this.#df = df;
  }

  /** Of the trunk alone. From the first item on it stays open, because a wait that is left out once hears nothing later. */
  get watches(): readonly Watch[] {
    return this.#watch === undefined ? [] : [this.#watch];
  }

  open(): void {
    this.#watch ??= new Watch(this.#df, {
      name: interventionDecided,
      schema: RetryDecision,
      takesEvery: true,
      whenReceived: (decision: InterventionDecision) => {
        this.#decisions.set(decision.interventionId, [...this.decisionsAbout(decision.interventionId), decision]);
      },
    });
  }

  /** An undo that is stuck waits for the decisions itself. */
  close(): void {
    this.#watch?.close();
  }

  decisionsAbout(id: InterventionId): readonly InterventionDecision[] {
    return this.#decisions.get(id) ?? [];
  }

  /** The number of the next item that an operator is asked about. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  /** Takes them off the desk. */
  take(id: InterventionId): readonly InterventionDecision[] {
    const decisions = this.decisionsAbout(id);
    this.#decisions.delete(id);
    return decisions;
  }
}
