import { AlarmQueue } from './alarm-queue';
import type { Alarm, Clock } from './clock';

/**
 * Longest sleep between two looks at the clock. Below the limit of `setTimeout` (24.8 days), and short because timers do
 * not count while the machine sleeps, and because somebody may set its clock forward.
 */
const LONGEST_SLEEP_MS = 60_000;

/**
 * The machine's time, but never backwards: while the machine's clock is behind what was told before (somebody set it
 * back), time goes on at the pace of the monotonic clock until the machine has caught up.
 *
 * One `setTimeout` serves all alarms. It does not keep the process alive: the host's server does.
 */
export class SystemClock implements Clock {
  readonly #alarms = new AlarmQueue();
  #time = Date.now();
  #mark = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Infinity;

  now(): number {
    const wall = Date.now();
    const mark = performance.now();
    this.#time = wall >= this.#time ? wall : this.#time + (mark - this.#mark);
    this.#mark = mark;
    return Math.floor(this.#time);
  }

  alarm(at: number, ring: () => void): Alarm {
    const alarm = this.#alarms.add(at, ring);
    this.#arm();
    return alarm;
  }

  /** A cancelled alarm is left to wake us for nothing: that costs less than arming anew on each cancellation. */
  #arm(): void {
    const next = this.#alarms.next();
    if (next === undefined || next >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    const sleep = Math.min(Math.max(next - this.now(), 0), LONGEST_SLEEP_MS);
    this.#wakesAt = next;
    this.#timer = setTimeout(() => {
      this.#wake();
    }, sleep).unref();
  }

  #wake(): void {
    this.#wakesAt = Infinity;
    try {
      for (let ring = this.#due(); ring !== undefined; ring = this.#due()) ring();
    } finally {
      // Also when one of them throws: the others must not sleep for ever.
      this.#arm();
    }
  }

  #due(): (() => void) | undefined {
    return this.#alarms.takeDue(this.now());
  }
}
