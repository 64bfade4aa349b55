/**
 * What the words share while one instance runs. A context is passed on, never kept: `branch`, `watching` and
 * `bestEffort` hand out narrower ones for a part of the story.
 */
import type { Task } from 'durable-functions';
import { earlierOf, isAtOrAfter, millisOf, plusMs, type Instant } from '../shared/instant';
import { CancellationRequested } from './cancellation';
import { CancelRequest, cancelRequested, type ProcessIdentity } from './contract';
import type { DeadlineExpired } from './deadline-expired';
import { OperatorDesk } from './operator-desk';
import { ProgressLog } from './progress-log';
import { type Invocation, Report } from './report';
import type { RetryMode } from './retry';
import type { Durable, Step } from './step';
import { sleepWatching, waitUntil, Watch, type Watched, waitWatching } from './watch';

/** `compensable`: all can be undone; `forward`: at or behind the pivot; `compensating`, `repeating`: undoing, and again. */
type Phase = 'compensable' | 'forward' | 'compensating' | 'repeating';

/** Shared by all contexts of one instance. */
interface Run {
  readonly process: string;
  readonly identity: ProcessIdentity;
  readonly traceparent: string | undefined;
  readonly df: Durable;
  readonly progress: ProgressLog;
  readonly report: Report;
  readonly cancellation: Watch<CancelRequest>;
  readonly steps: Set<string>;
  readonly undoSteps: Set<string>;
  /** What sleepers wait for: a word that runs several stories may end a sleep, but no step. */
  readonly sleeps: Set<unknown>;
  /** Those of them that an operator may end. */
  readonly stuck: Set<unknown>;
  readonly desk: OperatorDesk;
  phase: Phase;
  /** Whether an operator is told of what is stuck. */
  asksOperator: boolean;
  interventions: number;
}

interface Beginning extends ProcessIdentity {
  /** When the first of its executions began, where it has continued as new. */
  readonly begunAt?: Instant | undefined;
  readonly traceparent?: string | undefined;
}

interface Scope {
  readonly watches: readonly Watch[];
  /** The one place where the instance is waited for as a whole. */
  readonly isTrunk: boolean;
  readonly givesUp: boolean;
  readonly mayWatch: boolean;
  readonly deadline?: DeadlineExpired;
}

export class ProcessContext {
  readonly #run: Run;
  readonly #scope: Scope;

  private constructor(run: Run, scope: Scope) {
    this.#run = run;
    this.#scope = scope;
  }

  static begin(invocation: Invocation, process: string, given: Beginning = {}): ProcessContext {
    const { df } = invocation;
    const { begunAt, traceparent, ...identity } = given;
    const progress = new ProgressLog(df, identity);
    const report = new Report(invocation, { process, begunAt, ...identity });
    const cancellation = new Watch(df, {
      name: cancelRequested,
      schema: CancelRequest,
      // Certain from here on: the next safe point turns back.
      whenReceived: () => {
        progress.cancellationAccepted();
        report.log('process.cancelled', {});
      },
    });
    const run: Run = {
      ...{
        process,
        identity,
        traceparent,
        df,
        progress,
        report,
        cancellation,
        steps: new Set(),
        undoSteps: new Set(),
        sleeps: new Set(),
      },
      ...{ stuck: new Set(), desk: new OperatorDesk(df) },
      ...{ phase: 'compensable', asksOperator: false, interventions: 0 },
    };
    return new ProcessContext(run, { watches: [cancellation], isTrunk: true, givesUp: false, mayWatch: true });
  }

  get df(): Durable {
    return this.#run.df;
  }

  get process(): string {
    return this.#run.process;
  }

  /** By what the business names the instance; absent where the process has no such name, or did not have it yet. */
  get businessKey(): string | undefined {
    return this.#run.identity.businessKey;
  }

  get version(): number | undefined {
    return this.#run.identity.version;
  }

  /** The trace of the instance, for the instances that it starts. */
  get traceparent(): string | undefined {
    return this.#run.traceparent;
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

  get report(): Report {
    return this.#run.report;
  }

  get retryMode(): RetryMode {
    if (this.#run.phase === 'repeating') return 'once';
    return this.#run.phase === 'forward' && !this.#scope.givesUp ? 'forward' : 'bounded';
  }

  /** The customer has asked to cancel, and everything can still be undone. */
  get isInterrupted(): boolean {
    return this.#run.cancellation.received !== undefined && this.#run.phase === 'compensable';
  }

  /** What keeps failing is put on the list of interventions. */
  get asksOperator(): boolean {
    return this.#run.asksOperator;
  }

  /** Where operators have something behind the pivot tried again. */
  get desk(): OperatorDesk {
    return this.#run.desk;
  }

  get watches(): readonly Watch[] {
    const { watches, isTrunk } = this.#scope;
    // What matters most comes first (W3): a decision of an operator can be repeated.
    return [...watches, ...(isTrunk ? this.#run.desk.watches : [])].filter((watch) => watch.isOpen);
  }

  /** No deadline counts for undoing, and one that lasts until the pivot not behind it. */
  get #deadline(): DeadlineExpired | undefined {
    const { deadline } = this.#scope;
    const isOver = this.isUndoing || (this.#run.phase === 'forward' && deadline?.untilPivot === true);
    return isOver ? undefined : deadline;
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
    (this.isUndoing ? undoSteps : steps).add(step);
    this.progress.begin(step, this.isUndoing ? 'undo' : 'step');
  }

  /** Throws when the customer has asked to cancel and everything can still be undone, or when the time is over. */
  safePoint(): void {
    const request = this.#run.cancellation.received;
    if (request !== undefined && this.#run.phase === 'compensable') throw new CancellationRequested(request);
    const deadline = this.#deadline;
    if (deadline !== undefined && isAtOrAfter(this.now, deadline.at)) throw deadline;
  }

  /** Waits for one task of a step, no longer than the deadline allows. */
  *wait(task: Task): Step<unknown> {
    const deadline = this.#deadline;
    if (deadline === undefined) return yield* this.join(task);
    const isInTime = yield* waitUntil(this.df, task, new Date(deadline.at), this.watches);
    if (!isInTime) throw deadline;
    return yield task;
  }

  /** Waits for several stories, which have the deadline themselves. */
  join(task: Task): Step<unknown> {
    return waitWatching(this.df, task, this.watches);
  }

  /** Waits for the first of several sleeps or the next event, whichever comes first. */
  *nap(sleeps: readonly Task[]): Step<unknown> {
    const open = this.watches;
    const first = this.df.Task.any([...open.map((watch) => watch.task), ...sleeps]);
    this.#run.sleeps.add(first);
    if (sleeps.some((sleep) => this.isStuck(sleep))) this.#run.stuck.add(first);
    const winner = yield first;
    for (const watch of open) if (winner === watch.task) yield* watch.take();
    return winner;
  }

  isSleep(task: unknown): boolean {
    return this.#run.sleeps.has(task);
  }

  /** The sleep of a branch that only an operator can end early. */
  isStuck(task: unknown): boolean {
    return this.#run.stuck.has(task);
  }

  /** Ends earlier when `enough` holds, the instance is cancelled or the deadline comes. */
  *sleepUntil(until: Instant, enough: () => boolean = () => false, sleeps = [this.#run.sleeps]): Step<void> {
    const deadline = this.#deadline;
    const wakeUp = new Date(deadline === undefined ? until : earlierOf(until, deadline.at));
    const falling = (sleep: Task) => sleeps.forEach((all) => all.add(sleep));
    while (millisOf(this.now) < wakeUp.getTime() && !enough() && !this.isInterrupted) {
      yield* sleepWatching(this.df, wakeUp, { watches: this.watches, falling });
    }
    if (millisOf(this.now) < millisOf(until) && !enough()) this.safePoint();
  }

  /** The pause of a step behind the pivot that keeps failing: ends earlier when an operator has decided. */
  stuckUntil(until: Instant, isDecided: () => boolean): Step<void> {
    this.#run.desk.open();
    return this.sleepUntil(until, isDecided, [this.#run.sleeps, this.#run.stuck]);
  }

  watch<Event>(watched: Watched<Event>): Watch<Event> {
    return new Watch(this.df, watched);
  }

  /** For a part of the story during which an event may come; see W3 for the order. */
  watching(watch: Watch): ProcessContext {
    if (!this.#scope.mayWatch) throw new Error('A parallel branch cannot wait for events.');
    return new ProcessContext(this.#run, { ...this.#scope, watches: [...this.#scope.watches, watch] });
  }

  /** For one of several things at once that all go on to their end: the trunk alone watches for events. */
  branch(): ProcessContext {
    return new ProcessContext(this.#run, { ...this.#scope, watches: [], isTrunk: false, mayWatch: false });
  }

  /** For one of several things of which the first counts: each may wait for an event of its own. */
  contestant(): ProcessContext {
    return new ProcessContext(this.#run, { ...this.#scope, watches: [], isTrunk: false });
  }

  /** For a part of the story with a deadline; of two the earlier one counts. */
  before(deadline: DeadlineExpired): ProcessContext {
    const outer = this.#scope.deadline;
    const isLater = outer !== undefined && isAtOrAfter(deadline.at, outer.at);
    return isLater ? this : new ProcessContext(this.#run, { ...this.#scope, deadline });
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

  startCompensating({ asksOperator }: { readonly asksOperator: boolean }): void {
    this.#run.cancellation.close();
    this.#run.desk.close();
    this.#run.asksOperator = asksOperator;
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

  /** Before an operator is asked about an undo, its entities are asked a few times. */
  get isPatient(): boolean {
    return this.isUndoing && this.#run.asksOperator;
  }

  /** What it does takes back what it did. */
  get isUndoing(): boolean {
    return this.#run.phase === 'compensating' || this.#run.phase === 'repeating';
  }
}
