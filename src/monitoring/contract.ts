/** What is looked at from time to time, and how often. */
import { z } from 'zod';
import { HOUR_MS } from '../shared/durations';
import { durationIn, type SettingsBlock } from '../shared/settings-block';

const Schedule = z.string().regex(/^\S+( \S+){5}$/, 'expected six fields, seconds first');

const MonitoringOptions = z.object({
  /** Of what waits, of circuits and of the backlog. */
  schedule: Schedule.default('0 * * * * *'),
  /** Of what does not move: every instance that is under way is looked at. */
  stuckSchedule: Schedule.default('30 */10 * * * *'),
  /** How long an instance has not moved when it counts as stuck. */
  stuckAgeMs: z.int().positive('expected a time above zero').default(HOUR_MS),
});

export const monitoringSettings = {
  prefix: 'MONITORING',
  options: MonitoringOptions,
  variables: {
    schedule: { name: 'SCHEDULE', value: z.string() },
    stuckSchedule: { name: 'STUCK_SCHEDULE', value: z.string() },
    stuckAgeMs: { name: 'STUCK_MINUTES', value: durationIn('minutes') },
  },
} as const satisfies SettingsBlock<typeof MonitoringOptions>;
