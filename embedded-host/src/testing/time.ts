/**
 * Moves virtual time. A jump goes from alarm to alarm, and waits before each one until nothing runs: so what happens at
 * noon has ended before anything of one o'clock begins, as long as it takes in real time.
 *
 * Guarded by `embedded-host/test/testing/skip.test.ts`.
 */
import type { VirtualClock } from '../clock/virtual-clock';
import type { RunningHost } from '../host';
import type { Duration } from './options';

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1 } as const;

export function millisecondsOf(duration: Duration): number {
  const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = duration;
  const long = days * UNITS.days + hours * UNITS.hours + minutes * UNITS.minutes;
  return Math.round(long + seconds * UNITS.seconds + milliseconds);
}

export class TimeMachine {
  readonly #host: Pick<RunningHost, 'idle'>;
  readonly #clock: VirtualClock;
  #lastJump: Promise<void> = Promise.resolve();

  constructor(host: Pick<RunningHost, 'idle'>, clock: VirtualClock) {
    this.#host = host;
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Once nothing runs. What is on its way through the event loop (an answer, a due alarm) gets a turn to show itself. */
  async settled(): Promise<void> {
    await this.#host.idle();
    await new Promise((resolve) => setImmediate(resolve));
    await this.#host.idle();
  }

  /** Jumps asked for at the same time happen one after the other. */
  skip(milliseconds: number): Promise<void> {
    return this.#inOrder(() => this.#jump(milliseconds));
  }

  /** Goes to the next alarm and lets what it sets off end; false when none is due until then. */
  skipToNextAlarm(until: number): Promise<boolean> {
    return this.#inOrder(async () => {
      await this.settled();
      return this.#ringNext(until);
    });
  }

  #inOrder<Result>(jump: () => Promise<Result>): Promise<Result> {
    const jumped = this.#lastJump.then(jump);
    this.#lastJump = jumped.then(() => undefined);
    return jumped;
  }

  async #jump(milliseconds: number): Promise<void> {
    const target = this.#clock.now() + milliseconds;
    await this.settled();
    while (await this.#ringNext(target));
    this.#clock.advanceTo(target);
  }

  async #ringNext(until: number): Promise<boolean> {
    const next = this.#clock.nextAlarm();
    if (next === undefined || next > until) return false;
    this.#clock.advanceTo(Math.max(next, this.#clock.now()));
    await this.settled();
    return true;
  }
}
