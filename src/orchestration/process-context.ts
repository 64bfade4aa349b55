/**
 * What the words share while one instance runs. A context is passed on, never kept: `branch`, `watching` and
 * `bestEffort` hand out narrower ones for a part of the story.
 */
import type { Task } from 'durable-functions';
import { earlierOf, isAtOrAfter, millisOf, plusMs, type Instant } from '../shared/instant';
import { CancellationRequested } from './cancellation';
import type { DeadlineExpired } from './deadline-expired';
import type { OperatorDesk } from './operator-desk';
import type { Phase } from './phase';
import type { ProgressLog } from './progress-log';
import type { Invocation, Report } from './report';
import type { RetryMode } from './retry';
import { type Beginning, beginRun, type Run } from './run';
import type { Sleeps } from './sleeps';
import type { Durable, Step } from './step';
import { sleepWatching, waitUntil, Watch, type Watched, waitWatching } from './watch';

/** What counts for a part of the story. */
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
    const run = beginRun(invocation, process, given);
    return new ProcessContext(run, { watches: [run.cancellation], isTrunk: true, givesUp: false, mayWatch: true });
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

  get phase(): Phase {
    return this.#run.phase;
  }

  get sleeps(): Sleeps {
    return this.#run.sleeps;
  }

  /** Where operators have something behind the pivot tried again. */
  get desk(): OperatorDesk {
    return this.#run.desk;
  }

  get retryMode(): RetryMode {
    const { retryMode } = this.phase;
    return retryMode === 'forward' && this.#scope.givesUp ? 'bounded' : retryMode;
  }

  get watches(): readonly Watch[] {
    const { watches, isTrunk } = this.#scope;
    // What matters most comes first (W3): a decision of an operator can be repeated.
    return [...watches, ...(isTrunk ? this.desk.watches : [])].filter((watch) => watch.isOpen);
  }

  /** The customer has asked to cancel, and everything can still be undone. */
  get isInterrupted(): boolean {
    return this.phase.cancelRequest !== undefined;
  }

  /** No deadline counts for undoing, and one that lasts until the pivot not behind it. */
  get #deadline(): DeadlineExpired | undefined {
    const { deadline } = this.#scope;
    const isOver = this.phase.isUndoing || (this.phase.isForward && deadline?.untilPivot === true);
    return isOver ? undefined : deadline;
  }

  after(durationMs: number): Instant {
    return plusMs(this.now, durationMs);
  }

  /** Every step begins here: a safe point for cancelling, and a name of its own, which makes its effect one effect. */
  begin(step: string): void {
    this.safePoint();
    const isUndo = this.phase.isUndoing;
    this.#run.stepNames.take(step, { isUndo });
    this.progress.begin(step, isUndo ? 'undo' : 'step');
  }

  /** Throws when the customer has asked to cancel and everything can still be undone, or when the time is over. */
  safePoint(): void {
    const request = this.phase.cancelRequest;
    if (request !== undefined) throw new CancellationRequested(request);
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

  /** Ends earlier when `enough` holds, the instance is cancelled or the deadline comes. */
  sleepUntil(until: Instant, enough: () => boolean = () => false): Step<void> {
    return this.#sleep(until, enough, { isStuck: false });
  }

  /** The pause of a step behind the pivot that keeps failing: ends earlier when an operator has decided. */
  stuckUntil(until: Instant, isDecided: () => boolean): Step<void> {
    this.desk.open();
    return this.#sleep(until, isDecided, { isStuck: true });
  }

  *#sleep(until: Instant, enough: () => boolean, { isStuck }: { readonly isStuck: boolean }): Step<void> {
    const deadline = this.#deadline;
    const wakeUp = new Date(deadline === undefined ? until : earlierOf(until, deadline.at));
    const falling = (sleep: Task) => {
      this.sleeps.add(sleep, { isStuck });
    };
    while (millisOf(this.now) < wakeUp.getTime() && !enough() && !this.isInterrupted) {
      yield* sleepWatching(this.df, wakeUp, { watches: this.watches, falling });
    }
    if (millisOf(this.now) < millisOf(until) && !enough()) this.safePoint();
  }

  watch<Event>(watched: Watched<Event>): Watch<Event> {
    return new Watch(this.df, watched);
  }

  /** For a part of the story during which an event may come; see W3 for the order. */
  watching(watch: Watch): ProcessContext {
    if (!this.#scope.mayWatch) throw new Error('A parallel branch cannot wait for events.');
    return this.#with({ watches: [...this.#scope.watches, watch] });
  }

  /** For one of several things at once that all go on to their end: the trunk alone watches for events. */
  branch(): ProcessContext {
    return this.#with({ watches: [], isTrunk: false, mayWatch: false });
  }

  /** For one of several things of which the first counts: each may wait for an event of its own. */
  contestant(): ProcessContext {
    return this.#with({ watches: [], isTrunk: false });
  }

  /** For a part of the story with a deadline; of two the earlier one counts. */
  before(deadline: DeadlineExpired): ProcessContext {
    const outer = this.#scope.deadline;
    return outer !== undefined && isAtOrAfter(deadline.at, outer.at) ? this : this.#with({ deadline });
  }

  /** For what may stay undone: its retries end even behind the pivot. */
  dispensable(): ProcessContext {
    return this.#with({ givesUp: true });
  }

  #with(scope: Partial<Scope>): ProcessContext {
    return new ProcessContext(this.#run, { ...this.#scope, ...scope });
  }
}
