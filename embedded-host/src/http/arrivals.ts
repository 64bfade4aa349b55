/**
 * Notices that connections are coming in. The event loop takes in one per turn (libuv accepts no more at once), so a
 * burst of callers waits for as many turns as it has connections: with turns full of work, the last one for seconds.
 * While they come in, slices of work are kept back, and the turns are short; for a third of the time at most, because
 * a stream of callers must not stop the work for those who are here.
 *
 * Guarded by `embedded-host/test/http/arrivals.test.ts`.
 */

const LONGEST_HOLD_MS = 50;
/** Work goes on for so many times as long as it was kept back. */
const REST = 2;

export class Arrivals {
  readonly #now: () => number;
  #turn = 0;
  #lastCameIn = 0;
  #isHolding = false;
  #restsUntil = 0;

  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /** A connection was taken in; the next one, if there is one, will be in the next turn of the event loop. */
  came(): void {
    this.#lastCameIn = this.#turn;
    const now = this.#now();
    if (this.#isHolding || now < this.#restsUntil) return;
    this.#isHolding = true;
    setImmediate(() => this.#endTurn(now));
  }

  /** Whether work waits for the next turn of the event loop. */
  keepBack(): boolean {
    return this.#isHolding;
  }

  #endTurn(heldSince: number): void {
    const cameNow = this.#lastCameIn === this.#turn;
    const heldMs = this.#now() - heldSince;
    this.#turn += 1;
    if (cameNow && heldMs < LONGEST_HOLD_MS) {
      setImmediate(() => this.#endTurn(heldSince));
      return;
    }
    this.#isHolding = false;
    this.#restsUntil = this.#now() + REST * heldMs;
  }
}
