/**
 * What the words share while one instance runs. A context is passed on, never kept: `branch`, `watching` and
 * `bestEffort` hand out narrower ones for a part of the story.
 */
import type { Task } from 'durable-functions';
import { millisOf, plusMs, type Instant } from '../shared/instant';
import { CancellationRequested } from './cancellation';
import { CancelRequest, cancelRequested } from './contract';
import { ProgressLog } from './progress-log';
import type { RetryMode } from './retry';
import type { Durable, Step } from './step';
import { sleepWatching, Watch, type Watched, waitWatching } from './watch';

/** `compensable`: all can be undone; `forward`: at or behind the pivot; `compensating`, `repeating`: undoing, and again. */
type Phase = 'compensable' | 'forward' | 'compensating' | 'repeating';

/** Shared by all contexts of one instance. */
interface Run {
  readonly process: string;
  readonly df: Durable;
  readonly progress: ProgressLog;
  readonly cancellation: Watch<CancelRequest>;
  readonly steps: Set<string>;
  readonly undoSteps: Set<string>;
  phase: Phase;
  /** Whether an operator is told of what is stuck. */
  asksOperator: boolean;
  interventions: number;
}

interface Scope {
  readonly watches: readonly Watch[];
  readonly givesUp: boolean;
}

export class ProcessContext {
  readonly #run: Run;
  readonly #scope: Scope;

  private constructor(run: Run, scope: Scope) {
    this.#run = run;
    this.#scope = scope;
  }

  static begin(df: Durable, process: string): ProcessContext {
    const progress = new ProgressLog(df);
    const cancellation = new Watch(df, {
      name: cancelRequested,
      schema: CancelRequest,
      // Certain from here on: the next safe point turns back.
      whenReceived: () => progress.cancellationAccepted(),
    });
    const run: Run = {
      ...{ process, df, progress, cancellation, steps: new Set(), undoSteps: new Set() },
      ...{ phase: 'compensable', asksOperator: false, interventions: 0 },
    };
    return new ProcessContext(run, { watches: [cancellation], givesUp: false });
  }

  get df(): Durable {
    return this.#run.df;
  }

  get process(): string {
    return this.#run.process;
  }

  get instanceId(): string {
    return this.#run.df.instanceId;
  }

  get now(): Instant {
    return this.#run.df.currentUtcDateTime.toISOString();
  }

  get progress(): ProgressLog {
    return this.#run.progress;
  }

  get retryMode(): RetryMode {
    if (this.#run.phase === 'repeating') return 'once';
    return this.#run.phase === 'forward' && !this.#scope.givesUp ? 'forward' : 'bounded';
  }

  /** The customer has asked to cancel, and everything can still be undone. */
  get isInterrupted(): boolean {
    return this.#run.cancellation.received !== undefined && this.#run.phase === 'compensable';
  }

  /** A step behind the pivot that keeps failing is put on the list of interventions. */
  get asksOperator(): boolean {
    return this.#run.asksOperator;
  }

  after(durationMs: number): Instant {
    return plusMs(this.now, durationMs);
  }

  /** Every step begins here: a safe point for cancelling, and a name of its own, which makes its effect one effect. */
  begin(step: string): void {
    this.safePoint();
    const { steps, undoSteps } = this.#run;
    if (steps.has(step) || undoSteps.has(step)) {
      throw new Error(`Step '${step}' began before: each effect of a process needs a step name of its own.`);
    }
    (this.#isUndoing ? undoSteps : steps).add(step);
    this.progress.begin(step, this.#isUndoing ? 'undo' : 'step');
  }

  /** Throws when the customer has asked to cancel and everything can still be undone. */
  safePoint(): void {
    const request = this.#run.cancellation.received;
    if (request !== undefined && this.#run.phase === 'compensable') throw new CancellationRequested(request);
  }

  wait(task: Task): Step<unknown> {
    return waitWatching(this.df, task, this.#scope.watches);
  }

  /** Ends earlier when `enough` holds or the instance is cancelled. */
  *sleepUntil(until: Instant, enough: () => boolean = () => false): Step<void> {
    const wakeUp = new Date(until);
    while (millisOf(this.now) < wakeUp.getTime() && !enough() && !this.isInterrupted) {
      yield* sleepWatching(this.df, wakeUp, this.#scope.watches);
    }
  }

  watch<Event>(watched: Watched<Event>): Watch<Event> {
    return new Watch(this.df, watched);
  }

  /** For a part of the story during which an event may come; see W3 for the order. */
  watching(watch: Watch): ProcessContext {
    if (this.#scope.watches.length === 0) throw new Error('A parallel branch cannot wait for events.');
    return new ProcessContext(this.#run, { ...this.#scope, watches: [...this.#scope.watches, watch] });
  }

  /** For one of several things at once: the trunk alone watches for events. */
  branch(): ProcessContext {
    return new ProcessContext(this.#run, { ...this.#scope, watches: [] });
  }

  /** For what may stay undone: its retries end even behind the pivot. */
  dispensable(): ProcessContext {
    return new ProcessContext(this.#run, { ...this.#scope, givesUp: true });
  }

  /** From here on nothing can be cancelled, and faults are retried until there is an answer. */
  closeForCancellation({ asksOperator }: { readonly asksOperator: boolean }): void {
    this.safePoint();
    this.#run.cancellation.close();
    this.#run.phase = 'forward';
    this.#run.asksOperator = asksOperator;
  }

  startCompensating(): void {
    this.#run.cancellation.close();
    this.#run.phase = 'compensating';
  }

  /** For an undo that is done again: its steps keep their names, and with them their effects, and are tried once. */
  *repeating<Result>(undo: () => Step<Result>): Step<Result> {
    this.#run.undoSteps.clear();
    this.#run.phase = 'repeating';
    try {
      return yield* undo();
    } finally {
      this.#run.phase = 'compensating';
    }
  }

  /** The number of the next item that an operator is asked about. */
  nextIntervention(): number {
    this.#run.interventions += 1;
    return this.#run.interventions;
  }

  get #isUndoing(): boolean {
    return this.#run.phase === 'compensating' || this.#run.phase === 'repeating';
  }
}
