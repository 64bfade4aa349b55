import type { RegisteredFunction } from '../app-loader/registry';
import type { Alarm } from '../clock/clock';
import { problemOf } from '../errors';
import type { RetryParts } from './function-retry';
import { invokeWithRetries } from './function-retry';
import type { Schedule } from './schedule';
import { parseSchedule } from './schedule';
import type { ScheduleMonitor, ScheduleStatus } from './schedule-monitor';

/** A run that begins later than this after its time is past due. */
const PAST_DUE_MS = 1000;
/** Schedules that are due more often are not remembered, as on the real host: the next time comes soon enough. */
const LEAST_MONITORED_MS = 60_000;

export function isTimer(registered: RegisteredFunction): boolean {
  return registered.trigger.type.toLowerCase() === 'timertrigger';
}

export interface TimerParts extends RetryParts {
  readonly monitor: ScheduleMonitor;
}

/** Runs one timer function by its schedule, on the host's clock; its runs never overlap. */
export class TimerFunction {
  readonly #parts: TimerParts;
  readonly #registered: RegisteredFunction;
  readonly #schedule: Schedule;
  readonly #isMonitored: boolean;
  #alarm: Alarm | undefined;
  #status: ScheduleStatus | undefined;
  #stopped = false;

  /** Throws a HostError if the schedule makes no sense. */
  constructor(registered: RegisteredFunction, parts: TimerParts, env: NodeJS.ProcessEnv) {
    this.#parts = parts;
    this.#registered = registered;
    const { schedule, useMonitor } = registered.trigger;
    const expression = typeof schedule === 'string' ? schedule : '';
    this.#schedule = parseSchedule({ functionName: registered.name, expression, env });
    this.#isMonitored = useMonitor !== false && this.#interval() >= LEAST_MONITORED_MS;
  }

  /** Runs at once what fell due while no host was there (once, however often it did), or what asks for it. */
  start(): void {
    const { clock, monitor } = this.#parts;
    const now = clock.now();
    this.#status = this.#isMonitored ? monitor.read(this.#registered.name) : undefined;
    const missed = this.#status && this.#schedule.next(this.#status.last ?? this.#status.lastUpdated);
    if (missed !== undefined && missed < now) this.#run(missed);
    else if (this.#registered.trigger['runOnStartup'] === true) this.#run(now);
    else {
      if (!this.#status) this.#remember({ last: null, lastUpdated: now });
      this.#wait(this.#schedule.next(now));
    }
  }

  /** No run begins afterwards; one under way goes on. */
  stop(): void {
    this.#stopped = true;
    this.#alarm?.cancel();
  }

  #interval(): number {
    const first = this.#schedule.next(this.#parts.clock.now());
    return this.#schedule.next(first) - first;
  }

  #wait(due: number): void {
    if (this.#stopped || due === Number.POSITIVE_INFINITY) return;
    this.#alarm = this.#parts.clock.alarm(due, () => {
      this.#run(due);
    });
  }

  #run(due: number): void {
    void this.#invoke(due).finally(() => {
      // From now, not from when it was due: what was missed meanwhile is not made up for, as on the real host.
      this.#wait(this.#schedule.next(Math.max(due, this.#parts.clock.now())));
    });
  }

  /** The run is remembered once it has ended: one that a crash cuts off is made up for. */
  async #invoke(due: number): Promise<void> {
    const begin = Math.max(due, this.#parts.clock.now());
    const ended = await invokeWithRetries(this.#parts, this.#registered, { data: { json: this.#timerInfo(due) } });
    if (ended) this.#remember({ last: begin, lastUpdated: begin });
  }

  #timerInfo(due: number): string {
    const now = this.#parts.clock.now();
    const next = this.#schedule.next(Math.max(due, now));
    return timerRun({ last: this.#status?.last ?? undefined, next, isPastDue: now - due > PAST_DUE_MS });
  }

  #remember(status: ScheduleStatus): void {
    this.#status = status;
    if (!this.#isMonitored) return;
    const { name } = this.#registered;
    try {
      this.#parts.monitor.write(name, status);
    } catch (error) {
      const message = `The run of timer function ${name} could not be remembered: ${problemOf(error)}.`;
      this.#parts.scope.log.system('warning', message, { functionName: name });
    }
  }
}

/** What a timer function is told about a run: the fields of the real host, as JSON text. */
export function timerRun(run: { last: number | undefined; next: number | undefined; isPastDue: boolean }): string {
  const last = isoTime(run.last);
  return JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: last, Next: isoTime(run.next), LastUpdated: last },
    IsPastDue: run.isPastDue,
  });
}

function isoTime(time: number | undefined): string {
  // .NET's smallest date stands for "never".
  return time === undefined || !Number.isFinite(time) ? '0001-01-01T00:00:00+00:00' : new Date(time).toISOString();
}
