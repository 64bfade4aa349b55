/**
 * Events that may come at any moment while a process does something else, as a cancellation.
 *
 * W1 an activity, entity call or timer is part of one compound task only: a host that reads compounds from JSON
 *    schedules it again when it appears in a second one. So races nest, and what lost a race is awaited alone.
 * W2 an event is raced with every wait as long as it is open. A compound that is built from a task which completed
 *    unnoticed would never notice it either.
 * W3 the watch that matters most comes first in the list: only while the last few lines below wait for the task
 *    alone is an open watch of less weight not raced.
 */
import type { Task } from 'durable-functions';
import type { z } from 'zod';
import type { Durable, Step } from './step';

export interface Watched<Event> {
  readonly name: string;
  readonly schema: z.ZodType<Event>;
  whenReceived?(event: Event): unknown;
  /** Stays open and hands on each event, where one is usually enough. */
  readonly takesEvery?: boolean;
}

export class Watch<Event = unknown> {
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

  /** Takes the event that has come; one of another shape, raised by hand, is ignored and the next one awaited. */
  *take(): Step<void> {
    const event = this.#watched.schema.safeParse(yield this.#task);
    if (event.success && this.#watched.takesEvery !== true) this.#received = event.data;
    else this.#task = this.#df.waitForExternalEvent(this.#watched.name);
    if (event.success) this.#watched.whenReceived?.(event.data);
  }
}

/** Waits for the task to end and notes each event that comes meanwhile. Throws what the task threw. */
export function* waitWatching(df: Durable, task: Task, watches: readonly Watch[]): Step<unknown> {
  const races: { watch: Watch; event: Task; race: Task }[] = [];
  let race = task;
  for (const watch of watches.filter((each) => each.isOpen)) {
    race = df.Task.any([watch.task, race]);
    races.unshift({ watch, event: watch.task, race });
  }
  for (const { watch, event, race: outermost } of races) {
    const winner = yield outermost;
    if (winner === event) yield* watch.take();
  }
  return yield task;
}

/** Sleeps until the moment or the next event, whichever comes first. */
export function* sleepWatching(df: Durable, until: Date, watches: readonly Watch[]): Step<void> {
  const open = watches.filter((watch) => watch.isOpen);
  const timer = df.createTimer(until);
  if (open.length === 0) {
    yield timer;
    return;
  }
  const winner = yield df.Task.any([...open.map((watch) => watch.task), timer]);
  if (winner === timer) return;
  // An uncancelled timer keeps an instance Running until it fires.
  timer.cancel();
  for (const watch of open) {
    if (winner === watch.task) yield* watch.take();
  }
}
