import { Cron } from 'croner';
import { timeSpanMs } from '../app-loader/time-span';
import { HostError, problemOf } from '../errors';

/** When a timer function is due next, strictly after a time. Times are milliseconds since the epoch. */
export interface Schedule {
  next(after: number): number;
}

interface ScheduleSource {
  readonly functionName: string;
  readonly expression: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * A schedule as the Functions host takes it: NCRONTAB with six fields (or five, without seconds), a time span
 * `hh:mm:ss`, or `%SETTING%` that holds one of them. In UTC, or in the zone that WEBSITE_TIME_ZONE names.
 * Throws a HostError for anything else.
 */
export function parseSchedule(source: ScheduleSource): Schedule {
  const expression = resolveSetting(source);
  const span = timeSpanMs(expression) ?? 0;
  if (span > 0) return { next: (after) => after + span };
  try {
    // Restricted days of month and week must both fit, as in NCRONTAB.
    const cron = new Cron(expression, {
      timezone: source.env['WEBSITE_TIME_ZONE'] ?? 'UTC',
      domAndDow: true,
      paused: true,
    });
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY };
  } catch (error) {
    throw invalid(source, expression, problemOf(error));
  }
}

function resolveSetting(source: ScheduleSource): string {
  const [, setting] = /^%(.+)%$/.exec(source.expression) ?? [];
  if (setting === undefined) return source.expression;
  const value = source.env[setting];
  if (value === undefined) throw invalid(source, source.expression, `${setting} is not set`);
  return value;
}

function invalid({ functionName }: ScheduleSource, schedule: string, problem: string): HostError {
  return new HostError('app.scheduleInvalid', { name: functionName, schedule, problem });
}
