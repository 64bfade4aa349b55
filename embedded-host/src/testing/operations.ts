/** The host's side of the protocol: each operation on a running host, in the host's own thread. */
import type { ControlResult } from '../engine/contract';
import type { HistoryEvent } from '../engine/history';
import type { RunningHost } from '../host';
import { instanceView, parsed } from '../http/management/instance-view';
import type { InstanceRow } from '../store/store';
import type { OperationName, Operations, RecordedEvent } from './protocol';
import { stepsOf, waitsOf } from './steps';
import type { TimeMachine } from './time';

type Served<Operation extends (...list: never[]) => unknown> = (
  ...list: Parameters<Operation>
) => ReturnType<Operation> | Promise<ReturnType<Operation>>;

export type ServedOperations = { readonly [Name in OperationName]: Served<Operations[Name]> };

export function operationsOn(host: RunningHost, time: TimeMachine): ServedOperations {
  const { engine } = host;
  return {
    url: () => host.url,
    start: async (request) => {
      const started = await engine.start(request);
      if (started.outcome === 'started') return started.instanceId;
      if (started.outcome === 'invalidId') throw new Error(started.reason);
      if (started.outcome === 'overloaded') throw new Error('More work is waiting than the host takes on at once.');
      throw new Error(`Instance "${request.instanceId ?? ''}" exists already and is ${started.status}.`);
    },
    status: (id) => {
      const row = engine.instance(id);
      return row === undefined ? undefined : instanceView(row, true);
    },
    history: (id) => historyOf(host, id).map(recorded),
    steps: (id) => stepsOf(historyOf(host, id)),
    result: async (id) => {
      await time.settled();
      return resultOf(host, id);
    },
    raiseEvent: async ({ instanceId, name, input }) => {
      requireAccepted(instanceId, await engine.raiseEvent(instanceId, name, input));
    },
    terminate: async ({ instanceId, reason }) => {
      requireAccepted(instanceId, await engine.terminate(instanceId, reason));
    },
    entityState: (address) => {
      const entity = engine.entity(address);
      return entity?.exists === true ? parsed(entity.state) : undefined;
    },
    signalEntity: async ({ name, key, operation, input }) => {
      const { outcome } = await engine.signalEntity({ name, key }, { operation, input });
      if (outcome === 'unknownEntity') throw new Error(`The app has no entity "${name}".`);
    },
    skip: (milliseconds) => time.skip(milliseconds),
    settled: () => time.settled(),
    now: () => time.now(),
    stop: () => host.stop(),
  };
}

function historyOf({ engine }: RunningHost, id: string): readonly HistoryEvent[] {
  const history = engine.history(id);
  if (history === undefined) throw new Error(`There is no instance "${id}".`);
  return history;
}

function recorded(event: HistoryEvent): RecordedEvent {
  return { ...event, Timestamp: event.Timestamp.toISOString() };
}

function resultOf(host: RunningHost, id: string): unknown {
  const row = host.engine.instance(id);
  if (row === undefined) throw new Error(`There is no instance "${id}".`);
  if (row.status === 'Completed') return parsed(row.output);
  throw new Error(`${row.name} ("${id}") ${whyNoResult(row, historyOf(host, id))}`);
}

function whyNoResult({ status, output, dueAt }: InstanceRow, history: readonly HistoryEvent[]): string {
  const reason = parsed(output);
  switch (status) {
    case 'Failed':
    case 'Terminated':
      return `has ${status.toLowerCase()}: ${typeof reason === 'string' ? reason : (output ?? 'no reason given')}`;
    default:
      return `is still ${status}, nothing runs, and it waits for ${waitsOf(history, dueAt)}: raise the event or skip time.`;
  }
}

function requireAccepted(id: string, result: ControlResult): void {
  if (result.outcome === 'accepted') return;
  if (result.outcome === 'notFound') throw new Error(`There is no instance "${id}".`);
  throw new Error(`Instance "${id}" is ${result.status} and takes nothing any more.`);
}
