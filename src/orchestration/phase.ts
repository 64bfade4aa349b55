import type { CancelRequest } from './contract';
import type { OperatorDesk } from './operator-desk';
import type { RetryMode } from './retry';
import type { Step } from './step';
import type { StepNames } from './step-names';
import type { Watch } from './watch';

interface Concerned {
  readonly cancellation: Watch<CancelRequest>;
  readonly desk: OperatorDesk;
  readonly stepNames: StepNames;
}

interface WhenStuck {
  readonly asksOperator: boolean;
}

/** Which way a run goes: on while all can be undone, only forward from the pivot on, or back. */
export class Phase {
  readonly #concerned: Concerned;
  /** `repeating`: an undo that was stuck is done again. */
  #name: 'compensable' | 'forward' | 'compensating' | 'repeating' = 'compensable';
  #asksOperator = false;

  constructor(concerned: Concerned) {
    this.#concerned = concerned;
  }

  /** The customer has asked to cancel, and everything can still be undone. */
  get cancelRequest(): CancelRequest | undefined {
    return this.#name === 'compensable' ? this.#concerned.cancellation.received : undefined;
  }

  get isForward(): boolean {
    return this.#name === 'forward';
  }

  /** What it does takes back what it did. */
  get isUndoing(): boolean {
    return this.#name === 'compensating' || this.#name === 'repeating';
  }

  /** What keeps failing is put on the list of interventions. */
  get asksOperator(): boolean {
    return this.#asksOperator;
  }

  /** Before an operator is asked about an undo, its entities are asked a few times. */
  get isPatient(): boolean {
    return this.isUndoing && this.#asksOperator;
  }

  get retryMode(): RetryMode {
    if (this.#name === 'repeating') return 'once';
    return this.isForward ? 'forward' : 'bounded';
  }

  /** From here on nothing can be cancelled, and faults are retried until there is an answer. */
  goForward({ asksOperator }: WhenStuck): void {
    this.#concerned.cancellation.close();
    this.#name = 'forward';
    this.#asksOperator = asksOperator;
  }

  compensate({ asksOperator }: WhenStuck): void {
    this.#concerned.cancellation.close();
    this.#concerned.desk.close();
    this.#name = 'compensating';
    this.#asksOperator = asksOperator;
  }

  /** For an undo that is done again: its steps keep their names, and with them their effects, and are tried once. */
  *repeating<Result>(undo: () => Step<Result>): Step<Result> {
    this.#concerned.stepNames.releaseUndos();
    this.#name = 'repeating';
    try {
      return yield* undo();
    } finally {
      this.#name = 'compensating';
    }
  }
}
