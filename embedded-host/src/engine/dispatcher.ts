/**
 * Runs actors: each at most once at a time, fairly in the order in which they became ready.
 *
 * - D1 two turns of one actor never overlap, the commit of a turn included.
 * - D2 an actor that gets work while it runs is run again afterwards.
 * - D3 a turn that throws ends for its actor only; the others go on.
 * - D4 turns are begun for a slice of time, then sockets and timers have theirs.
 *
 * Guarded by `embedded-host/test/engine/dispatcher.test.ts`.
 */
import type { WorkTracker } from './work-tracker';

export interface Actor {
  readonly key: number;
  /** One turn: takes what is in the mailbox, decides, commits, acts. */
  run(): Promise<void>;
  /** True when the mailbox holds something that a turn could take now. */
  hasWork(): boolean;
}

export interface DispatcherParts {
  /** Asked before each slice: true leaves it to the next turn of the event loop. */
  readonly keepBack: () => boolean;
  /** The actor has nothing left to do for now. */
  readonly parked: (actor: Actor) => void;
  /** A turn threw: a defect of the engine, or a journal that it cannot read. */
  readonly crashed: (actor: Actor, reason: unknown) => void;
}

/** Turns begun in one turn of the event loop: enough for a large group commit, */
const BATCH = 128;
/** and for no longer than this, because a turn takes as long as its orchestrator does. */
const SLICE_MS = 10;

export class Dispatcher {
  readonly #work: WorkTracker;
  readonly #parts: DispatcherParts;
  readonly #busy = new Set<Actor>();
  /** With the moment from which each has waited; the oldest first. */
  readonly #ready = new Map<Actor, number>();
  #isScheduled = false;
  #isStopped = false;

  constructor(work: WorkTracker, parts: DispatcherParts) {
    this.#work = work;
    this.#parts = parts;
  }

  wake(actor: Actor): void {
    if (this.#isStopped || this.#ready.has(actor)) return;
    this.#ready.set(actor, performance.now());
    this.#work.begin();
    this.#schedule();
  }

  /** Actors that wait for their turn. */
  get backlog(): number {
    return this.#ready.size;
  }

  /** How long the next actor has waited for its turn: the processor is what it waits for. */
  get delayMs(): number {
    for (const [actor, since] of this.#ready) {
      if (!this.#busy.has(actor)) return performance.now() - since;
    }
    return 0;
  }

  isBusy(actor: Actor): boolean {
    return this.#busy.has(actor) || this.#ready.has(actor);
  }

  stop(): void {
    this.#isStopped = true;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#drain());
  }

  #drain(): void {
    this.#isScheduled = false;
    if (this.#parts.keepBack()) {
      this.#schedule();
      return;
    }
    const endOfSlice = performance.now() + SLICE_MS;
    let started = 0;
    for (const actor of this.#ready.keys()) {
      if (this.#busy.has(actor)) continue;
      this.#ready.delete(actor);
      void this.#run(actor);
      started += 1;
      if (started === BATCH || performance.now() > endOfSlice) {
        this.#schedule();
        return;
      }
    }
  }

  async #run(actor: Actor): Promise<void> {
    this.#busy.add(actor);
    try {
      await actor.run();
      if (actor.hasWork()) this.wake(actor);
    } catch (error) {
      this.#parts.crashed(actor, error);
    }
    this.#busy.delete(actor);
    if (this.#ready.has(actor)) this.#schedule();
    else this.#parts.parked(actor);
    this.#work.end();
  }
}
