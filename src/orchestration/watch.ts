/**
 * Events that may come at any moment while a process does something else, as a cancellation.
 *
 * W1 an activity, entity call or timer is part of one compound task only: a host that reads compounds from JSON
 *    schedules it again when it appears in a second one. So races nest, and what lost a race is awaited alone.
 * W2 an event is raced with every wait as long as it is open. A compound that is built from a task which completed
 *    unnoticed would never notice it either.
 * W3 the watch that matters most comes first in the list: only while the last few lines below wait for the task
 *    alone is an open watch of less weight not raced. It waits anew behind them; an event that came meanwhile is lost.
 */
import type { Task, TimerTask } from 'durable-functions';
import type { z } from 'zod';
import type { Durable, Step } from './step';

export interface Watched<Event> {
  readonly name: string;
  readonly schema: z.ZodType<Event>;
  whenReceived?(event: Event): unknown;
  /** Stays open and hands on each event, where one is usually enough. */
  readonly takesEvery?: boolean;
}

/** Whatever may come first while a task is waited for. */
export interface Contender {
  readonly task: Task;
  take(): Step<void>;
  /** Waits with a new task, because the one it has may have ended unnoticed. */
  renew?(): void;
}

export class Watch<Event = unknown> implements Contender {
  readonly #df: Durable;
  readonly #watched: Watched<Event>;
  #task: Task;
  #received: Event | undefined;
  #closed = false;

  constructor(df: Durable, watched: Watched<Event>) {
    this.#df = df;
    this.#watched = watched;
    this.#task = df.waitForExternalEvent(watched.name);
  }

  get isOpen(): boolean {
    return !this.#closed && this.#received === undefined;
  }

  get received(): Event | undefined {
    return this.#received;
  }

  get task(): Task {
    return this.#task;
  }

  close(): void {
    this.#closed = true;
  }

  renew(): void {
    this.#task = this.#df.waitForExternalEvent(this.#watched.name);
  }

  /** Takes the event that has come; one of another shape, raised by hand, is ignored and the next one awaited. */
  *take(): Step<void> {
    const event = this.#watched.schema.safeParse(yield this.#task);
    if (event.success && this.#watched.takesEvery !== true) this.#received = event.data;
    else this.renew();
    if (event.success) this.#watched.whenReceived?.(event.data);
  }
}

/** Waits for the task to end and notes each event that comes meanwhile. Throws what the task threw. */
export function* waitWatching(df: Durable, task: Task, watches: readonly Watch[]): Step<unknown> {
  const open = watches.filter((watch) => watch.isOpen);
  yield* raceWith(df, task, { contenders: open, isOver: () => false });
  return yield task;
}

interface Race {
  /** The one that matters most comes first. */
  readonly contenders: readonly Contender[];
  readonly isOver: () => boolean;
}

/** Lets each contender take what comes before the task ends; a task alone is not waited for. */
export function* raceWith(df: Durable, task: Task, { contenders, isOver }: Race): Step<void> {
  const races: { contender: Contender; its: Task; race: Task }[] = [];
  let race = task;
  for (const contender of contenders) {
    race = df.Task.any([contender.task, race]);
    races.unshift({ contender, its: contender.task, race });
  }
  for (const [index, { contender, its, race: outermost }] of races.entries()) {
    const winner = yield outermost;
    if (winner === its) {
      yield* contender.take();
      for (const { contender: lighter } of races.slice(0, index)) lighter.renew?.();
    }
    if (isOver()) return;
  }
}

/** Waits for the task, but not beyond the moment; whether it ended in time. */
export function* waitUntil(df: Durable, task: Task, until: Date, watches: readonly Watch[]): Step<boolean> {
  const timer = df.createTimer(until);
  let winner: unknown;
  try {
    winner = yield* waitWatching(df, df.Task.any([task, timer]), watches);
  } finally {
    if (winner !== timer) cancel(timer);
  }
  return winner !== timer;
}

/** Sleeps until the moment, the next event or a call to wake, whichever comes first. */
export function* sleepWatching(
  df: Durable,
  until: Date,
  { watches, falling }: { readonly watches: readonly Watch[]; readonly falling: (sleep: Task) => void },
): Step<void> {
  const open = watches.filter((watch) => watch.isOpen);
  const timer = df.createTimer(until);
  const sleep = df.Task.any([...open.map((watch) => watch.task), timer]);
  falling(sleep);
  let winner: unknown;
  try {
    winner = yield sleep;
  } finally {
    if (winner !== timer) cancel(timer);
  }
  for (const watch of open) {
    if (winner === watch.task) yield* watch.take();
  }
}

/** An uncancelled timer keeps an instance Running until it fires. */
function cancel(timer: TimerTask): void {
  try {
    timer.cancel();
  } catch {
    // It fired while something else was waited for, and nothing is left to cancel.
  }
}
