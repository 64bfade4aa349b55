/**
 * The port by which timer functions remember their runs, so that one that fell due while the host was down is made up for.
 * Two forms: in memory, and in a file beside the store.
 *
 * Guarded by `embedded-host/test/bindings/schedule-monitor.test.ts`.
 */
import { z } from 'zod';
import { parseSettings, readJsonFile } from '../app-loader/json-file';
import { writeStateFile } from '../state-file';

/** Times are milliseconds since the epoch. */
const ScheduleStatus = z.object({
  /** When the function ran last, null = never. */
  last: z.number().nullable(),
  /** When this was written: the first time that a schedule is seen, nothing has run yet. */
  lastUpdated: z.number(),
});
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

const File = z.record(z.string(), ScheduleStatus);

export interface ScheduleMonitor {
  read(functionName: string): ScheduleStatus | undefined;
  /** Throws when it cannot be kept. */
  write(functionName: string, status: ScheduleStatus): void;
}

export class MemoryScheduleMonitor implements ScheduleMonitor {
  readonly #statuses = new Map<string, ScheduleStatus>();

  read(functionName: string): ScheduleStatus | undefined {
    return this.#statuses.get(functionName);
  }

  write(functionName: string, status: ScheduleStatus): void {
    this.#statuses.set(functionName, status);
  }
}

export class FileScheduleMonitor implements ScheduleMonitor {
  readonly #file: string;
  readonly #statuses: Map<string, ScheduleStatus>;

  /** Throws a HostError for a file that holds something else. */
  constructor(file: string) {
    this.#file = file;
    this.#statuses = new Map(Object.entries(parseSettings(File, readJsonFile(file) ?? {}, file)));
  }

  read(functionName: string): ScheduleStatus | undefined {
    return this.#statuses.get(functionName);
  }

  write(functionName: string, status: ScheduleStatus): void {
    this.#statuses.set(functionName, status);
    writeStateFile(this.#file, Object.fromEntries(this.#statuses));
  }
}
