import { AlarmQueue } from './alarm-queue';
import type { Alarm, Clock } from './clock';

/** A clock for tests: time stands still until `advanceTo` moves it, from alarm to alarm. */
export class VirtualClock implements Clock {
  readonly #alarms = new AlarmQueue();
  #now: number;

  constructor(start: number | Date = Date.now()) {
    this.#now = Number(start);
  }

  now(): number {
    return this.#now;
  }

  /** One that is due already rings as a microtask, without any advance: `ring` never runs inside this call. */
  alarm(at: number, ring: () => void): Alarm {
    const alarm = this.#alarms.add(at, ring);
    if (at <= this.#now) {
      queueMicrotask(() => {
        this.#ringDue(this.#now);
      });
    }
    return alarm;
  }

  /** When the earliest alarm is due. */
  nextAlarm(): number | undefined {
    return this.#alarms.next();
  }

  /** Rings every alarm due until `time`, also those set meanwhile, in order of time; each one sees its own time as now. */
  advanceTo(time: number): void {
    if (!(time >= this.#now)) throw new RangeError(`Time only moves forward: it is ${this.#now}, not before ${time}.`);
    this.#ringDue(time);
    this.#now = time;
  }

  #ringDue(until: number): void {
    for (let next = this.#alarms.next(); next !== undefined && next <= until; next = this.#alarms.next()) {
      this.#now = Math.max(this.#now, next);
      this.#alarms.takeDue(this.#now)?.();
    }
  }
}
