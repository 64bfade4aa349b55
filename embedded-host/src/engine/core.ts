/** The shell's parts, made once per engine and shared by its actors. */
import type { Clock } from '../clock/clock';
import type { Log } from '../log';
import type { Store, StoredMessage } from '../store/store';
import type { ActivityPool } from './activity-pool';
import type { AlarmClock } from './alarm-clock';
import type { CommitQueue } from './commit-queue';
import type { Directory } from './directory';
import type { Dispatcher } from './dispatcher';
import type { Endings } from './endings';
import type { Ids } from './ids';
import type { FunctionRunner } from './runner';
import type { EngineSettings } from './settings';
import type { Tracing } from './tracing';

export interface EngineCore {
  readonly store: Store;
  readonly clock: Clock;
  readonly runner: FunctionRunner;
  readonly settings: EngineSettings;
  readonly log: Log;
  readonly ids: Ids;
  readonly commits: CommitQueue;
  readonly dispatcher: Dispatcher;
  readonly activities: ActivityPool;
  readonly alarms: AlarmClock;
  readonly directory: Directory;
  readonly endings: Endings;
  /** Undefined while nothing is traced. */
  readonly tracing: Tracing | undefined;
}

/** Hands committed messages to their actors. */
export function deliver(core: EngineCore, messages: readonly StoredMessage[]): void {
  for (const message of messages) core.directory.receive(message);
}
