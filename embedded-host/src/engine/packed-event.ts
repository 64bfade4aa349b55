/**
 * The journal's short form of history events: a list of type, time, id and the members that differ from event to event.
 * The journal is written on every turn; this form is half as long as the events themselves and cheaper to make.
 */
import type { EventTypeNumber, HistoryEvent } from './history';
import { EventType } from './history';

/** `[type, milliseconds, event id, free members…]` */
export type PackedEvent = readonly [type: EventTypeNumber, at: number, id: number, ...free: unknown[]];

interface Shape {
  /** Members whose values are written, in this order. */
  readonly free: readonly string[];
  /** Members that have the same value in every event of the type. */
  readonly fixed?: object;
}

const tracing = { ParentTraceContext: null };
const task = ['TaskScheduledId', 'Result'];
const failure = ['TaskScheduledId', 'Reason', 'Details', 'FailureDetails'];

const shapes: Readonly<Record<EventTypeNumber, Shape>> = {
  [EventType.ExecutionStarted]: {
    free: ['OrchestrationInstance', 'ParentInstance', 'Name', 'Version', 'Input', 'Generation'],
    fixed: { ...tracing, Tags: null, Correlation: null, ScheduledStartTime: null, GenerateNewTrace: false },
  },
  [EventType.ExecutionCompleted]: { free: ['OrchestrationStatus', 'Result', 'FailureDetails'] },
  [EventType.ExecutionTerminated]: { free: ['Input'] },
  [EventType.TaskScheduled]: { free: ['Name', 'Input'], fixed: { ...tracing, Version: '', Tags: null } },
  [EventType.TaskCompleted]: { free: task },
  [EventType.TaskFailed]: { free: failure },
  [EventType.SubOrchestrationInstanceCreated]: {
    free: ['Name', 'Version', 'InstanceId', 'Input'],
    fixed: { ClientSpanId: null, Tags: null },
  },
  [EventType.SubOrchestrationInstanceCompleted]: { free: task },
  [EventType.SubOrchestrationInstanceFailed]: { free: failure },
  [EventType.TimerCreated]: { free: ['FireAt'] },
  [EventType.TimerFired]: { free: ['TimerId', 'FireAt'] },
  [EventType.OrchestratorStarted]: { free: [] },
  [EventType.OrchestratorCompleted]: { free: [] },
  [EventType.EventSent]: { free: ['InstanceId', 'Name', 'Input'] },
  [EventType.EventRaised]: { free: ['Name', 'Input'], fixed: tracing },
  [EventType.ContinueAsNew]: { free: [] },
  [EventType.GenericEvent]: { free: ['Data'] },
  [EventType.ExecutionSuspended]: { free: ['Reason'] },
  [EventType.ExecutionResumed]: { free: ['Reason'] },
};

export function packEvent(event: HistoryEvent): PackedEvent {
  const packed: [EventTypeNumber, number, number, ...unknown[]] = [
    event.EventType,
    event.Timestamp.getTime(),
    event.EventId,
  ];
  // The members of a type are listed above; `embedded-host/test/engine/journal.test.ts` holds the list and the events together.
  const members = event as unknown as Readonly<Record<string, unknown>>;
  for (const name of shapes[event.EventType].free) packed.push(members[name]);
  return packed;
}

export function unpackEvent([type, at, id, ...values]: PackedEvent): HistoryEvent {
  const { free, fixed } = shapes[type];
  const event: Record<string, unknown> = { EventType: type, ...fixed };
  free.forEach((name, index) => {
    event[name] = values[index];
  });
  const common = { EventId: id, IsPlayed: false, Timestamp: new Date(at) };
  // Complete by the table above.
  return Object.assign(event, common) as unknown as HistoryEvent;
}
