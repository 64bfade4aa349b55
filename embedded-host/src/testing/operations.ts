/** The host's side of the protocol: each operation on a running host, in the host's own thread. */
import type { ControlResult } from '../engine/contract';
import type { HistoryEvent } from '../engine/history';
import { isFinished } from '../engine/instance-row';
import { instanceView, parsed } from '../http/management/instance-view';
import type { HostUnderTest } from './host-under-test';
import type { OperationName, Operations, RecordedEvent, Snapshot } from './protocol';
import { recordingOf } from './record';
import { replay } from './replay';
import { resultOf, standingOf } from './standing';
import { stepsOf } from './steps';

type Served<Operation extends (...list: never[]) => unknown> = (
  ...list: Parameters<Operation>
) => ReturnType<Operation> | Promise<ReturnType<Operation>>;

export type ServedOperations = { readonly [Name in OperationName]: Served<Operations[Name]> };

type Group<Names extends OperationName> = Pick<ServedOperations, Names>;

export interface Surroundings {
  /** Of the app. */
  readonly folder: string;
  readonly seen: (watch: number, snapshot: Snapshot) => void;
  readonly reset: ServedOperations['reset'];
  readonly stop: ServedOperations['stop'];
}

export function operationsOn(tested: HostUnderTest, surroundings: Surroundings): ServedOperations {
  const { host, time } = tested;
  return {
    url: () => host.url,
    ...onInstances(tested),
    ...onWaits(tested, surroundings),
    ...onEntities(tested),
    ...onActivities(tested),
    ...onRecordings(tested, surroundings),
    spans: () => tested.spans,
    skip: (milliseconds) => time.skip(milliseconds),
    settled: () => time.settled(),
    now: () => time.now(),
    reset: surroundings.reset,
    stop: surroundings.stop,
  };
}

function onInstances({
  host: { engine },
  executions,
}: HostUnderTest): Group<'start' | 'status' | 'history' | 'steps' | 'raiseEvent' | 'terminate'> {
  return {
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
    history: (id) => executions.history(id).map(recorded),
    steps: (id) => stepsOf(executions.history(id)),
    raiseEvent: async ({ instanceId, name, input }) => {
      requireAccepted(instanceId, await engine.raiseEvent(instanceId, name, input));
    },
    terminate: async ({ instanceId, reason }) => {
      requireAccepted(instanceId, await engine.terminate(instanceId, reason));
    },
  };
}

function onWaits(
  { host: { engine }, time, executions, watches }: HostUnderTest,
  { seen }: Surroundings,
): Group<'result' | 'observe'> {
  return {
    result: async (id) => {
      await time.settled();
      return resultOf(executions.row(id), executions.turns(id));
    },
    observe: async ({ watch, instanceId, skipUntil }) => {
      const look = (): void =>
        seen(watch, {
          status: instanceView(executions.row(instanceId), true),
          steps: stepsOf(executions.history(instanceId)),
        });
      const unwatch = watches.add(instanceId, look);
      if (engine.instance(instanceId)) look();
      const hasSkipped = skipUntil !== undefined && (await time.skipToNextAlarm(skipUntil));
      await time.settled();
      unwatch();
      const row = executions.row(instanceId);
      return { hasSkipped, isFinished: isFinished(row), standing: standingOf(row, executions.turns(instanceId)) };
    },
  };
}

function onEntities({ host: { engine } }: HostUnderTest): Group<'entityState' | 'signalEntity'> {
  return {
    entityState: (address) => {
      const entity = engine.entity(address);
      return entity?.exists === true ? parsed(entity.state) : undefined;
    },
    signalEntity: async ({ name, key, operation, input }) => {
      const { outcome } = await engine.signalEntity({ name, key }, { operation, input });
      if (outcome === 'unknownEntity') throw new Error(`The app has no entity "${name}".`);
    },
  };
}

function onActivities({ activities }: HostUnderTest): Group<'fake' | 'unfake' | 'answerCall' | 'runReal' | 'calls'> {
  return {
    fake: (name) => activities.fake(name),
    unfake: (name) => activities.unfake(name),
    answerCall: ({ callId, reply }) => activities.answer(callId, reply),
    runReal: ({ callId, input }) => activities.runReal(callId, input),
    calls: (name) => activities.calls(name),
  };
}

function onRecordings(
  { time, executions, runner }: HostUnderTest,
  { folder }: Surroundings,
): Group<'recording' | 'replay'> {
  return {
    recording: async (id) => {
      await time.settled();
      return recordingOf(executions.row(id), executions.turns(id), folder);
    },
    replay: (recording, options) => replay(recording, runner, options),
  };
}

function recorded(event: HistoryEvent): RecordedEvent {
  return { ...event, Timestamp: event.Timestamp.toISOString() };
}

function requireAccepted(id: string, result: ControlResult): void {
  if (result.outcome === 'accepted') return;
  if (result.outcome === 'notFound') throw new Error(`There is no instance "${id}".`);
  throw new Error(`Instance "${id}" is ${result.status} and takes nothing any more.`);
}
