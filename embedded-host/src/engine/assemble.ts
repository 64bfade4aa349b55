/** The parts of an engine: what it is made of, and how they are put together. */
import type { Clock } from '../clock/clock';
import type { Log } from '../log';
import type { Store } from '../store/store';
import { ActivityPool } from './activity-pool';
import { AlarmClock } from './alarm-clock';
import { CommitQueue } from './commit-queue';
import type { EngineCore } from './core';
import { Directory } from './directory';
import { Dispatcher } from './dispatcher';
import { Endings } from './endings';
import { EntityActor } from './entity-actor';
import { Ids } from './ids';
import { InstanceActor } from './instance-actor';
import type { FunctionRunner } from './runner';
import type { EngineSettings } from './settings';
import { tracedActivities } from './traced-activities';
import type { Tracing } from './tracing';
import { harmless } from './tracing';
import type { WorkTracker } from './work-tracker';

export interface EngineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly runner: FunctionRunner;
  readonly settings: EngineSettings;
  readonly log: Log;
  /** Told when the store could not make a commit durable: nothing more is accepted or acted on afterwards. */
  readonly onFatal: (reason: Error) => void;
  /** Absent while nothing is traced. */
  readonly tracing?: Tracing | undefined;
  /** Asked before each slice of turns: true leaves it to the next turn of the event loop. */
  readonly keepBack?: () => boolean;
}

export function assemble(parts: EngineParts, work: WorkTracker): EngineCore {
  const { store, clock, runner, settings, log } = parts;
  const tracing = parts.tracing && harmless(parts.tracing, log);
  const directory: Directory = new Directory(store, {
    loadInstance: (row) => InstanceActor.load(core, row),
    loadEntity: (row) => EntityActor.load(core, row),
    beginInstance: (key, id, start, replacesOlder) => InstanceActor.begin(core, key, id, start, replacesOlder),
    beginEntity: (key, id) => EntityActor.begin(core, key, id),
  });
  const activities = tracing ? tracedActivities(runner, clock, tracing) : runner;
  const core: EngineCore = {
    store,
    clock,
    runner,
    settings,
    log,
    ids: new Ids(store.recover()),
    commits: new CommitQueue(store, work, parts.onFatal),
    dispatcher: dispatcherOf(parts, directory, work),
    activities: new ActivityPool(activities, work, settings.maxConcurrentActivities),
    alarms: new AlarmClock(clock, work, (key) => directory.byKey(key)?.ring()),
    directory,
    endings: new Endings(),
    tracing,
  };
  return core;
}

function dispatcherOf(
  { log, keepBack = () => false }: EngineParts,
  directory: Directory,
  work: WorkTracker,
): Dispatcher {
  return new Dispatcher(work, {
    keepBack,
    parked: ({ key }) => {
      directory.park(key);
    },
    crashed: ({ key }, reason) => {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      log.error(`A turn was given up: ${error.stack ?? error.message}`);
      directory.abandon(key, error);
    },
  });
}
