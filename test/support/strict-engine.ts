/** Runs one story without a host: answers come from the test, time moves only when it skips. */
import type { EntityId, Task } from 'durable-functions';
import type { Durable, Step } from '../../src/orchestration/step';
import { type AnyTask, Compound, Leaf, strict } from './strict-tasks';

/** Answers by the name of the activity or `<entity>.<operation>`; `count` tells repetitions apart, from 1. */
export type Answers = Readonly<Record<string, (input: unknown, count: number) => unknown>>;

const START = Date.parse('2026-01-01T00:00:00.000Z');

export class StrictEngine<Result> implements Durable {
  readonly instanceId = 'test-1';
  /** A replay is for the tests with a host. */
  readonly isReplaying = false;
  /** Names of activities and entity operations in the order of their scheduling; signals as `-> name`. */
  readonly scheduled: string[] = [];
  readonly inputs: unknown[] = [];
  /** What entities were told without waiting. */
  readonly signals: { readonly name: string; readonly input: unknown }[] = [];
  currentUtcDateTime = new Date(START);
  customStatus: unknown;
  result: Result | undefined;
  fault: unknown;
  readonly #answers: Answers;
  readonly #held = new Set<string>();
  readonly #story: Step<Result>;
  readonly #counts = new Map<string, number>();
  readonly #timers: { leaf: Leaf; at: number }[] = [];
  readonly #waits = new Map<string, Leaf[]>();
  readonly #parked = new Map<string, unknown[]>();
  #work: Leaf[] = [];
  #current: AnyTask | undefined;
  isDone = false;

  constructor(
    story: (df: Durable) => Step<Result>,
    { answers = {}, held = [] }: { answers?: Answers; held?: string[] } = {},
  ) {
    this.#answers = answers;
    for (const name of held) this.#held.add(name);
    this.#story = story(this);
    this.#advance(() => this.#story.next());
    this.#settle();
  }

  readonly Task = {
    all: (tasks: Task[]) => new Compound('all', tasks.map(strict)),
    any: (tasks: Task[]) => new Compound('any', tasks.map(strict)),
  };

  callActivity(name: string, input?: unknown): Leaf {
    return new Leaf('work', name, input);
  }

  callEntity({ name }: EntityId, operation: string, input?: unknown): Leaf {
    return new Leaf('work', `${name}.${operation}`, input);
  }

  callSubOrchestrator(name: string, input?: unknown, instanceId = ''): Leaf {
    return new Leaf('work', `${name}@${instanceId}`, input);
  }

  signalEntity({ name }: EntityId, operation: string, input?: unknown): void {
    this.signals.push({ name: `${name}.${operation}`, input });
    this.scheduled.push(`-> ${name}.${operation}`);
  }

  createTimer(fireAt: Date): Leaf {
    return new Leaf('timer', 'timer', fireAt);
  }

  waitForExternalEvent(name: string): Leaf {
    return new Leaf('event', name);
  }

  continueAsNew(): never {
    throw new Error('Not asked for in these tests.');
  }

  getInput(): never {
    throw new Error('The test passes the input itself.');
  }

  setCustomStatus(status: unknown): void {
    this.customStatus = structuredClone(status);
  }

  raise(name: string, data: unknown): void {
    const leaf = this.#waits.get(name)?.pop();
    if (leaf === undefined) this.#parked.set(name, [...(this.#parked.get(name) ?? []), data]);
    else this.#end(leaf, () => data);
    this.#settle();
  }

  /** Holds back what begins from now on. */
  hold(name: string): void {
    this.#held.add(name);
  }

  /** Lets work that was held back end. */
  release(name: string): void {
    this.#held.delete(name);
    this.#settle();
  }

  /** Lets the first that was held back end, and goes on holding the others. */
  releaseOne(name: string): void {
    const leaf = this.#work.find((other) => other.name === name);
    if (leaf === undefined) throw new Error(`No ${name} is held.`);
    this.#work = this.#work.filter((other) => other !== leaf);
    this.#end(leaf, () => this.#answer(leaf));
    this.#settle();
  }

  skip(durationMs: number): void {
    const until = this.currentUtcDateTime.getTime() + durationMs;
    for (;;) {
      const due = this.openTimers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.currentUtcDateTime = new Date(Math.max(due.at, this.currentUtcDateTime.getTime()));
      this.#end(due.leaf, () => undefined);
      this.#settle();
    }
    this.currentUtcDateTime = new Date(until);
  }

  get openTimers() {
    return this.#timers.filter(({ leaf }) => leaf.ending === undefined && !leaf.isCanceled);
  }

  #settle(): void {
    for (;;) {
      const leaf = this.#work.find(({ name }) => !this.#held.has(name));
      if (leaf === undefined) return;
      this.#work = this.#work.filter((other) => other !== leaf);
      this.#end(leaf, () => this.#answer(leaf));
    }
  }

  #answer({ name, input }: Leaf): unknown {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const answer = this.#answers[name];
    if (answer === undefined) throw new Error(`No answer for ${name}`);
    return answer(input, count);
  }

  #end(leaf: Leaf, give: () => unknown): void {
    try {
      leaf.end({ outcome: 'done', value: give() });
    } catch (fault) {
      leaf.end({ outcome: 'failed', fault });
    }
    this.#resume();
  }

  #resume(): void {
    while (!this.isDone && this.#current?.ending !== undefined) {
      const { ending } = this.#current;
      this.#advance(() =>
        ending.outcome === 'done' ? this.#story.next(ending.value) : this.#story.throw(ending.fault),
      );
    }
  }

  #advance(step: () => IteratorResult<Task, Result>): void {
    try {
      const { done, value } = step();
      if (done === true) this.#finish(() => (this.result = value));
      else this.#await(strict(value));
    } catch (fault) {
      this.#finish(() => (this.fault = fault));
    }
  }

  #finish(note: () => unknown): void {
    this.isDone = true;
    note();
  }

  #await(task: AnyTask): void {
    this.#current = task;
    if (task.ending === undefined) for (const leaf of task.leaves()) this.#track(leaf);
    this.#resume();
  }

  #track(leaf: Leaf): void {
    if (leaf.kind === 'event') {
      this.#trackEvent(leaf);
      return;
    }
    if (leaf.isScheduled) return;
    leaf.isScheduled = true;
    if (leaf.kind === 'timer') return void this.#timers.push({ leaf, at: Number(leaf.input) });
    this.scheduled.push(leaf.name);
    this.inputs.push(leaf.input);
    this.#work.push(leaf);
  }

  /** As in the SDK: an early event goes to the first wait, later ones to the newest wait. */
  #trackEvent(leaf: Leaf): void {
    const [early, ...later] = this.#parked.get(leaf.name) ?? [];
    if (early === undefined) return void this.#waits.set(leaf.name, [...(this.#waits.get(leaf.name) ?? []), leaf]);
    this.#parked.set(leaf.name, later);
    leaf.end({ outcome: 'done', value: early });
  }
}
