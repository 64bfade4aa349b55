/** One alarm per actor, whether the actor is in memory or not: parked instances cost an entry here and nothing else. */
import type { Alarm, Clock } from '../clock/clock';
import type { WorkTracker } from './work-tracker';

interface Armed {
  readonly at: number;
  readonly alarm: Alarm;
}

export class AlarmClock {
  readonly #clock: Clock;
  readonly #work: WorkTracker;
  readonly #ring: (key: number) => void;
  readonly #armed = new Map<number, Armed>();

  constructor(clock: Clock, work: WorkTracker, ring: (key: number) => void) {
    this.#clock = clock;
    this.#work = work;
    this.#ring = ring;
  }

  /** Wakes `key` at `at` instead of any other time set before; null = not at all. */
  set(key: number, at: number | null): void {
    const armed = this.#armed.get(key);
    if (armed?.at === at || (armed === undefined && at === null)) return;
    armed?.alarm.cancel();
    this.#armed.delete(key);
    if (at !== null) this.#arm(key, at);
  }

  clear(): void {
    for (const { alarm } of this.#armed.values()) alarm.cancel();
    this.#armed.clear();
  }

  #arm(key: number, at: number): void {
    const ring = (): void => {
      this.#armed.delete(key);
      this.#ring(key);
    };
    const alarm = at <= this.#clock.now() ? this.#soon(ring) : this.#clock.alarm(at, ring);
    this.#armed.set(key, { at, alarm });
  }

  /** What is due already is work under way: with a clock that stands still, it must happen all the same. */
  #soon(ring: () => void): Alarm {
    this.#work.begin();
    let isPending = true;
    const settle = (): boolean => {
      const wasPending = isPending;
      isPending = false;
      return wasPending;
    };
    setImmediate(() => {
      if (!settle()) return;
      ring();
      this.#work.end();
    });
    return {
      cancel: () => {
        if (settle()) this.#work.end();
      },
    };
  }
}
