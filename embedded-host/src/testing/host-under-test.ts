/** The running host together with what the test kit puts around its ports. */
import type { VirtualClock } from '../clock/virtual-clock';
import type { HistoryEvent } from '../engine/history';
import type { TurnRecord } from '../engine/instance-state';
import { readRecord } from '../engine/journal';
import type { FunctionRunner } from '../engine/runner';
import { type EnginePorts, type HostOptions, type RunningHost, startHost } from '../host';
import type { InstanceRow, Store } from '../store/store';
import type { HostSpan } from '../telemetry/span';
import { Activities } from './activities';
import type { FakeCall } from './protocol';
import { TimeMachine } from './time';
import { watchedStore } from './watched-store';
import { Watches } from './watches';

export interface HostUnderTest {
  readonly host: RunningHost;
  readonly time: TimeMachine;
  readonly activities: Activities;
  readonly watches: Watches;
  readonly runner: FunctionRunner;
  readonly executions: Executions;
  /** Those that have ended so far. */
  readonly spans: readonly HostSpan[];
}

/** What the store has of instances. */
export class Executions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Throws when there is no such instance. */
  row(instanceId: string): InstanceRow {
    const row = this.#store.instanceById(instanceId);
    if (row === undefined) throw new Error(`There is no instance "${instanceId}".`);
    return row;
  }

  /** The turns of the current execution. */
  turns(instanceId: string): readonly TurnRecord[] {
    return this.#store.journal(this.row(instanceId).key).map(readRecord);
  }

  history(instanceId: string): readonly HistoryEvent[] {
    return this.turns(instanceId).flatMap(({ events }) => events);
  }
}

export type TestedHostOptions = Omit<HostOptions, 'around' | 'clock' | 'onSpan'> & {
  readonly clock: VirtualClock;
  readonly askTest: (call: FakeCall) => void;
};

export async function startHostUnderTest({ askTest, ...options }: TestedHostOptions): Promise<HostUnderTest> {
  const { clock } = options;
  const watches = new Watches();
  const given = Promise.withResolvers<EnginePorts & { readonly activities: Activities }>();
  const around = ({ store, runner }: EnginePorts): EnginePorts => {
    const activities = new Activities(runner, clock, askTest);
    given.resolve({ store, runner, activities });
    return { store: watchedStore(store, (row) => watches.tell(row)), runner: activities.runner };
  };
  const spans: HostSpan[] = [];
  const host = await startHost({ ...options, around, onSpan: (span) => spans.push(span) });
  const { store, runner, activities } = await given.promise;
  const time = new TimeMachine(host, clock);
  return { host, time, activities, watches, runner, executions: new Executions(store), spans };
}
