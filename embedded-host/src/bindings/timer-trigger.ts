import type { RegisteredFunction } from '../app-loader/registry';
import type { Alarm, Clock } from '../clock/clock';
import type { InFlight } from './in-flight';
import type { InvocationScope } from './invoke';
import { invokeFunction } from './invoke';
import type { Schedule } from './schedule';
import { parseSchedule } from './schedule';

/** A run that begins later than this after its time is past due. */
const PAST_DUE_MS = 1000;

export function isTimer(registered: RegisteredFunction): boolean {
  return registered.trigger.type.toLowerCase() === 'timertrigger';
}

export interface TimerParts {
  readonly scope: InvocationScope;
  readonly clock: Clock;
  readonly inFlight: InFlight;
}

/** Runs one timer function by its schedule, on the host's clock; its runs never overlap. */
export class TimerFunction {
  readonly #parts: TimerParts;
  readonly #registered: RegisteredFunction;
  readonly #schedule: Schedule;
  #alarm: Alarm | undefined;
  #last: number | undefined;
  #stopped = false;

  /** Throws a HostError if the schedule makes no sense. */
  constructor(registered: RegisteredFunction, parts: TimerParts, env: NodeJS.ProcessEnv) {
    this.#parts = parts;
    this.#registered = registered;
    const { schedule } = registered.trigger;
    const expression = typeof schedule === 'string' ? schedule : '';
    this.#schedule = parseSchedule({ functionName: registered.name, expression, env });
  }

  start(): void {
    const now = this.#parts.clock.now();
    if (this.#registered.trigger['runOnStartup'] === true) this.#run(now);
    else this.#wait(this.#schedule.next(now));
  }

  /** No run begins afterwards; one under way goes on. */
  stop(): void {
    this.#stopped = true;
    this.#alarm?.cancel();
  }

  #wait(due: number): void {
    if (this.#stopped || due === Number.POSITIVE_INFINITY) return;
    this.#alarm = this.#parts.clock.alarm(due, () => {
      this.#run(due);
    });
  }

  #run(due: number): void {
    const { inFlight, clock } = this.#parts;
    void inFlight.track(this.#invoke(due)).finally(() => {
      // From now, not from when it was due: what was missed meanwhile is not made up for, as on the real host.
      this.#wait(this.#schedule.next(Math.max(due, clock.now())));
    });
  }

  async #invoke(due: number): Promise<void> {
    const now = this.#parts.clock.now();
    const timer = {
      Schedule: { AdjustForDST: true },
      ScheduleStatus: {
        Last: isoTime(this.#last),
        Next: isoTime(this.#schedule.next(due)),
        LastUpdated: isoTime(this.#last),
      },
      IsPastDue: now - due > PAST_DUE_MS,
    };
    this.#last = now;
    try {
      await invokeFunction(this.#parts.scope, this.#registered, { data: { json: JSON.stringify(timer) } });
    } catch {
      // Logged where it was invoked; a failed run does not end the schedule.
    }
  }
}

function isoTime(time: number | undefined): string {
  // .NET's smallest date stands for "never".
  return time === undefined || !Number.isFinite(time) ? '0001-01-01T00:00:00+00:00' : new Date(time).toISOString();
}
