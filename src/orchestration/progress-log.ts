/**
 * The progress of an instance, shown in its custom status.
 *
 * L1 the status never exceeds BUDGET, whatever the number of steps: ended steps are left out first, oldest first.
 * L2 the whole object is set at each change: a status that a turn does not set is cleared by the host.
 */
import { faultMessage } from '../shared/fault-message';
import type { Instant } from '../shared/instant';
import type { ProcessIdentity, Progress, StepProgress } from './contract';
import { Interruption } from './interruption';
import type { Durable } from './step';

/** UTF-16 units; the host refuses a custom status of more than 16 KB, that is 8192 units. */
const BUDGET = 6_000;
const FAULT_LENGTH = 160;
/** Beside the budget of the steps. */
const ATTRIBUTES_LENGTH = 1_000;

interface Entry {
  progress: StepProgress;
  size: number;
}

export class ProgressLog {
  readonly #df: Durable;
  readonly #identity: ProcessIdentity;
  readonly #entries = new Map<string, Entry>();
  #pivot: Progress['pivot'] = 'ahead';
  #cancellation: Progress['cancellation'] = 'none';
  #figures: Progress['figures'];
  /** Which step a fault has come from. */
  readonly #faults = new WeakMap<object, string>();

  constructor(df: Durable, identity: ProcessIdentity = {}) {
    this.#df = df;
    this.#identity = shown(identity);
  }

  begin(step: string, kind: StepProgress['kind']): void {
    const progress: StepProgress = { step, kind, state: 'running', attempts: 0, startedAt: this.#now() };
    this.#entries.set(step, { progress, size: 0 });
    this.#change(step, {});
  }

  attempt(step: string, attempts: number): void {
    this.#change(step, { state: 'running', attempts, until: undefined });
  }

  /** `until` is absent where nothing but an operator ends the wait. */
  waiting(step: string, until: Instant | undefined, fault?: unknown): void {
    this.#change(step, { state: 'waiting', until, ...(fault === undefined ? {} : { fault: describe(fault) }) });
  }

  /** It goes on, but not beyond the moment. */
  limited(step: string, until: Instant): void {
    this.#change(step, { until });
  }

  done(step: string, outcome: string | undefined): void {
    this.#change(step, { state: 'done', outcome, until: undefined, endedAt: this.#now() });
  }

  failed(step: string, fault: unknown): void {
    // A fault goes through every part of the story that the step is in: the innermost is where it came from.
    if (typeof fault === 'object' && fault !== null && !this.#faults.has(fault)) this.#faults.set(fault, step);
    this.#change(step, { state: 'failed', fault: describe(fault), until: undefined, endedAt: this.#now() });
  }

  /** The step that ended with this fault. */
  stepFailedBy(fault: unknown): StepProgress | undefined {
    const step = typeof fault === 'object' && fault !== null ? this.#faults.get(fault) : undefined;
    return step === undefined ? undefined : this.#entries.get(step)?.progress;
  }

  interrupted(step: string, reason: unknown): void {
    if (reason instanceof Interruption) this.done(step, reason.outcome);
    else this.failed(step, reason);
  }

  pivot(pivot: Progress['pivot']): void {
    this.#pivot = pivot;
    this.#publish();
  }

  cancellationAccepted(): void {
    this.#cancellation = 'accepted';
    this.#publish();
  }

  /** What a process counts besides its steps: a few numbers, of which the latest are shown. */
  figures(figures: NonNullable<Progress['figures']>): void {
    this.#figures = figures;
    this.#publish();
  }

  #change(step: string, change: Partial<Record<keyof StepProgress, unknown>>): void {
    const entry = this.#entries.get(step);
    if (entry === undefined) return;
    // Each caller above changes fields to values of their types; `undefined` removes an optional one.
    entry.progress = { ...entry.progress, ...change } as StepProgress;
    entry.size = JSON.stringify(entry.progress).length + 1;
    this.#publish();
  }

  #publish(): void {
    const shown = withinBudget([...this.#entries.values()]);
    const status: Progress = {
      ...this.#identity,
      pivot: this.#pivot,
      cancellation: this.#cancellation,
      steps: shown.map((entry) => entry.progress),
      omitted: this.#entries.size - shown.length,
      ...(this.#figures === undefined ? {} : { figures: this.#figures }),
    };
    this.#df.setCustomStatus(status);
  }

  #now(): Instant {
    return this.#df.currentUtcDateTime.toISOString();
  }
}

/** Attributes are for searching: an instance does not fail because it has too many of them. */
function shown({ attributes, ...identity }: ProcessIdentity): ProcessIdentity {
  const fits = attributes !== undefined && JSON.stringify(attributes).length <= ATTRIBUTES_LENGTH;
  return fits ? { ...identity, attributes } : identity;
}

/** What still goes on matters most, then what happened last; the order of the steps stays. */
function withinBudget(entries: readonly Entry[]): readonly Entry[] {
  if (sizeOf(entries) <= BUDGET) return entries;
  const newestFirst = entries.toReversed();
  const kept = new Set<Entry>();
  let size = 0;
  for (const entry of [...newestFirst.filter(goesOn), ...newestFirst.filter((other) => !goesOn(other))]) {
    if (size + entry.size > BUDGET) break;
    size += entry.size;
    kept.add(entry);
  }
  return entries.filter((entry) => kept.has(entry));
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.size, 0);
}

function goesOn({ progress }: Entry): boolean {
  return progress.state === 'running' || progress.state === 'waiting';
}

function describe(fault: unknown): string {
  return faultMessage(fault).slice(0, FAULT_LENGTH);
}
