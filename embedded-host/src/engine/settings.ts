import type { VersionMatch } from './versions';

/** What the engine takes from host.json (`extensions.durableTask`); names follow it, times are milliseconds. */
export interface EngineSettings {
  /** `defaultVersion`: version of new instances that are started without one. */
  readonly defaultVersion: string | null;
  /** `versionMatchStrategy`: which versions this host runs, once it has a `defaultVersion`. */
  readonly versionMatch: VersionMatch;
  /** `versionFailureStrategy`: instances of other versions fail, or wait (`Reject`) for a host that runs them. */
  readonly failsOtherVersions: boolean;
  /** `overridableExistingInstanceStates: AnyState`: a start replaces an unfinished instance of the same id. */
  readonly replacesUnfinished: boolean;
  /** `storeInputsInOrchestrationHistory`: keep inputs in the scheduling events of the history. */
  readonly storeInputsInHistory: boolean;
  /** `maxConcurrentActivityFunctions`. */
  readonly maxConcurrentActivities: number;
  /** `maxEntityOperationBatchSize`. */
  readonly maxEntityBatch: number;
  /** Timers longer than this are split (6 days, as with the Azure Storage backend) … */
  readonly maxShortTimerMs: number;
  /** … into pieces of this length (3 days). */
  readonly longTimerIntervalMs: number;
  /** `httpSettings.defaultAsyncRequestSleepTimeMilliseconds`: wait between polls of an HTTP call without Retry-After. */
  readonly defaultHttpSleepMs: number;
  /** Turns and activities that may wait for their turn; above it no instance is started (no key of host.json). */
  readonly maxBacklog: number;
  /** How late turns may become before no instance is started, … */
  readonly maxDelayMs: number;
  /** … when so many wait: fewer are late because of one function that blocks, not because of the load. */
  readonly latenessBacklog: number;
  /** `maxOrchestrationActions`: more steps than this in one execution fail the instance. */
  readonly maxOrchestrationActions: number;
}

const DAY = 24 * 60 * 60 * 1000;

export const defaultEngineSettings: EngineSettings = {
  defaultVersion: null,
  versionMatch: 'CurrentOrOlder',
  failsOtherVersions: false,
  replacesUnfinished: false,
  storeInputsInHistory: false,
  maxConcurrentActivities: 20,
  maxEntityBatch: 5000,
  maxShortTimerMs: 6 * DAY,
  longTimerIntervalMs: 3 * DAY,
  defaultHttpSleepMs: 30_000,
  maxBacklog: 10_000,
  maxDelayMs: 2_000,
  latenessBacklog: 500,
  maxOrchestrationActions: 100_000,
};
