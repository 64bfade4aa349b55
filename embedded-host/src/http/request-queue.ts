/**
 * The door of the app's HTTP functions: more requests than the processor can work on wait here, unread, where they
 * cost next to nothing, and not half done in the event loop, where each of them makes all the others later.
 *
 * - Q1 requests are begun for a slice of time, then turns, sockets and timers have theirs.
 * - Q2 functions share the time: a request for one is not behind all that wait for another, and what is quick is not
 *   made to wait for what is slow.
 * - Q3 no more are under way than `maxConcurrentRequests` says; above `maxOutstandingRequests`, those that wait
 *   included, a request is refused. Both count all functions together, as on the real host
 *   (HttpThrottleMiddleware in azure-webjobs-sdk-extensions).
 *
 * Guarded by `embedded-host/test/http/request-queue.test.ts`.
 */
import type { HttpLimits } from '../app-loader/host-json';

/** As long as a slice of turns: neither pushes the other aside. */
const SLICE_MS = 10;

/** What waits for one function. */
interface Lane {
  readonly entries: (() => void)[];
  /** How much of the processor its requests have had, in milliseconds, as if all lanes had begun together. */
  spentMs: number;
}

export class RequestQueue {
  readonly #limits: HttpLimits;
  readonly #keepBack: () => boolean;
  readonly #now: () => number;
  readonly #lanes = new Map<string, Lane>();
  /** Where the lane stood that was served last: a new one begins there, with no claim on the time before. */
  #servedMs = 0;
  #waiting = 0;
  #underWay = 0;
  #sliceEnd: number | undefined;

  /** `keepBack` is asked before each slice: true leaves it to the next turn of the event loop. */
  constructor(limits: HttpLimits, keepBack: () => boolean, now = (): number => performance.now()) {
    this.#limits = limits;
    this.#keepBack = keepBack;
    this.#now = now;
  }

  /** Runs a request when its turn has come. False, and nothing was run, if too many are here already. */
  async run(functionName: string, request: () => Promise<void>): Promise<boolean> {
    if (this.#waiting + this.#underWay >= this.#limits.maxOutstandingRequests) return false;
    if (this.#mayPass()) this.#underWay += 1;
    else await this.#turnOf(functionName);
    try {
      await request();
    } finally {
      this.#underWay -= 1;
      if (this.#waiting > 0) this.#openSlice();
    }
    return true;
  }

  #mayPass(): boolean {
    if (this.#waiting > 0 || this.#isFull() || this.#keepBack()) return false;
    return this.#now() < this.#openSlice();
  }

  #isFull(): boolean {
    return this.#underWay >= this.#limits.maxConcurrentRequests;
  }

  #turnOf(functionName: string): Promise<void> {
    const lane = this.#lanes.get(functionName) ?? { entries: [], spentMs: this.#servedMs };
    this.#lanes.set(functionName, lane);
    this.#waiting += 1;
    this.#openSlice();
    return new Promise((resolve) => lane.entries.push(resolve));
  }

  /** The end of the slice of this turn of the event loop. */
  #openSlice(): number {
    if (this.#sliceEnd === undefined) {
      this.#sliceEnd = this.#now() + SLICE_MS;
      setImmediate(() => this.#nextTurn());
    }
    return this.#sliceEnd;
  }

  #nextTurn(): void {
    this.#sliceEnd = undefined;
    if (this.#waiting === 0 || this.#isFull()) return;
    this.#openSlice();
    if (!this.#keepBack()) this.#admit();
  }

  #admit(): void {
    const from = this.#now();
    if (this.#isFull() || from >= (this.#sliceEnd ?? 0)) return;
    const lane = this.#take();
    if (!lane) return;
    // A request runs in microtasks until it waits for something; ticks come after all of them.
    queueMicrotask(() => {
      process.nextTick(() => {
        lane.spentMs += this.#now() - from;
        this.#admit();
      });
    });
  }

  /** Lets the next request in, from the lane that has had least. */
  #take(): Lane | undefined {
    const [next] = [...this.#lanes].sort(([, a], [, b]) => a.spentMs - b.spentMs);
    if (!next) return undefined;
    const [functionName, lane] = next;
    lane.entries.shift()?.();
    if (lane.entries.length === 0) this.#lanes.delete(functionName);
    this.#servedMs = lane.spentMs;
    this.#waiting -= 1;
    this.#underWay += 1;
    return lane;
  }
}
