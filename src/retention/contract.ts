/** How long finished instances stay, and where they go. */
import { z } from 'zod';
import { DAY_MS } from '../shared/durations';
import { durationIn, type SettingsBlock } from '../shared/settings-block';

const age = z.int().positive('expected a time above zero');

export const RetentionOptions = z
  .object({
    /** Six fields, seconds first. */
    schedule: z.string().default('0 0 3 * * *'),
    /** A folder: on Azure, the path of a mounted file share. */
    exportFolder: z.string().optional(),
    /** A blob container, written to with the managed identity of the app. */
    exportContainerUrl: z.url({ protocol: /^https?$/, error: 'expected the URL of a blob container' }).optional(),
    /** How long an instance stays after it has ended, by its ending. */
    completedAgeMs: age.default(30 * DAY_MS),
    failedAgeMs: age.default(90 * DAY_MS),
    terminatedAgeMs: age.default(30 * DAY_MS),
  })
  .refine(({ exportFolder, exportContainerUrl }) => exportFolder === undefined || exportContainerUrl === undefined, {
    path: ['exportContainerUrl'],
    message: 'expected a folder or a container, not both',
  });
export type RetentionOptions = z.infer<typeof RetentionOptions>;

export const retentionSettings = {
  prefix: 'RETENTION',
  options: RetentionOptions,
  variables: {
    schedule: { name: 'SCHEDULE', value: z.string() },
    exportFolder: { name: 'EXPORT_FOLDER', value: z.string() },
    exportContainerUrl: { name: 'EXPORT_CONTAINER_URL', value: z.string() },
    completedAgeMs: { name: 'COMPLETED_DAYS', value: durationIn('days') },
    failedAgeMs: { name: 'FAILED_DAYS', value: durationIn('days') },
    terminatedAgeMs: { name: 'TERMINATED_DAYS', value: durationIn('days') },
  },
} as const satisfies SettingsBlock<typeof RetentionOptions>;

/** Where instances are kept after they are gone from the task hub. */
export interface Archive {
  /** Resolves when the text is durable under the name; writing a name again replaces it. */
  write(name: string, text: string): Promise<void>;
}
