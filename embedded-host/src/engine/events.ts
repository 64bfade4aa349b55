/** Makes history events with every field that the real host writes. */
import type {
  EventRaised,
  EventSent,
  ExecutionCompleted,
  ExecutionResumed,
  ExecutionStarted,
  ExecutionSuspended,
  ExecutionTerminated,
  GenericEvent,
  HistoryEvent,
  OrchestratorCompleted,
  OrchestratorStarted,
  SubOrchestrationInstanceCompleted,
  SubOrchestrationInstanceCreated,
  SubOrchestrationInstanceFailed,
  TaskCompleted,
  TaskFailed,
  TaskScheduled,
  TimerCreated,
  TimerFired,
} from './history';
import { EventType } from './history';
import type { Failure } from './failures';
import type { StartMessage } from './messages';

const message = (at: number) => ({ EventId: -1, IsPlayed: false, Timestamp: new Date(at) });
const scheduled = (id: number, at: number) => ({ EventId: id, IsPlayed: false, Timestamp: new Date(at) });

/** Numbers of `OrchestrationStatus` in ExecutionCompleted. */
export const CompletionStatus = { completed: 1, continuedAsNew: 2, failed: 3, terminated: 5 } as const;

export const orchestratorStarted = (at: number): OrchestratorStarted => ({
  EventType: EventType.OrchestratorStarted,
  ...message(at),
});

export const orchestratorCompleted = (at: number): OrchestratorCompleted => ({
  EventType: EventType.OrchestratorCompleted,
  ...message(at),
});

export const executionStarted = (instanceId: string, start: StartMessage): ExecutionStarted => ({
  OrchestrationInstance: { InstanceId: instanceId, ExecutionId: start.executionId },
  EventType: EventType.ExecutionStarted,
  ParentInstance: start.parent,
  Name: start.name,
  Version: start.version,
  Input: start.input,
  Tags: null,
  Correlation: null,
  ParentTraceContext: null,
  ScheduledStartTime: null,
  Generation: start.generation,
  GenerateNewTrace: false,
  ...message(start.at),
});

export const taskScheduled = (id: number, name: string, input: string | null, at: number): TaskScheduled => ({
  EventType: EventType.TaskScheduled,
  Name: name,
  Version: '',
  Input: input,
  ParentTraceContext: null,
  Tags: null,
  ...scheduled(id, at),
});

export const taskCompleted = (taskId: number, result: string, at: number): TaskCompleted => ({
  EventType: EventType.TaskCompleted,
  TaskScheduledId: taskId,
  Result: result,
  ...message(at),
});

const failureFields = (failure: Failure) => ({
  Reason: failure.reason,
  // Both texts must be strings: with null the SDK throws outside user code, where no `catch` sees it.
  Details: failure.details,
  FailureDetails: failure.failureDetails,
});

export const taskFailed = (taskId: number, failure: Failure, at: number): TaskFailed => ({
  EventType: EventType.TaskFailed,
  TaskScheduledId: taskId,
  ...failureFields(failure),
  ...message(at),
});

export const subOrchestrationCreated = (
  id: number,
  child: { name: string; version: string | null; instanceId: string; input: string | null },
  at: number,
): SubOrchestrationInstanceCreated => ({
  EventType: EventType.SubOrchestrationInstanceCreated,
  Name: child.name,
  Version: child.version,
  InstanceId: child.instanceId,
  Input: child.input,
  ClientSpanId: null,
  Tags: null,
  ...scheduled(id, at),
});

export const subOrchestrationCompleted = (
  taskId: number,
  result: string,
  at: number,
): SubOrchestrationInstanceCompleted => ({
  EventType: EventType.SubOrchestrationInstanceCompleted,
  TaskScheduledId: taskId,
  Result: result,
  ...message(at),
});

export const subOrchestrationFailed = (
  taskId: number,
  failure: Failure,
  at: number,
): SubOrchestrationInstanceFailed => ({
  EventType: EventType.SubOrchestrationInstanceFailed,
  TaskScheduledId: taskId,
  ...failureFields(failure),
  ...message(at),
});

export const timerCreated = (id: number, fireAt: number, at: number): TimerCreated => ({
  EventType: EventType.TimerCreated,
  FireAt: new Date(fireAt).toISOString(),
  ...scheduled(id, at),
});

export const timerFired = (timerId: number, fireAt: number, at: number): TimerFired => ({
  EventType: EventType.TimerFired,
  TimerId: timerId,
  FireAt: new Date(fireAt).toISOString(),
  ...message(at),
});

export const eventSent = (
  id: number,
  sent: { instanceId: string; name: string; input: string },
  at: number,
): EventSent => ({
  EventType: EventType.EventSent,
  InstanceId: sent.instanceId,
  Name: sent.name,
  Input: sent.input,
  ...scheduled(id, at),
});

export const eventRaised = (name: string, input: string | null, at: number): EventRaised => ({
  EventType: EventType.EventRaised,
  Name: name,
  Input: input,
  ParentTraceContext: null,
  ...message(at),
});

export const executionTerminated = (reason: string | null, at: number): ExecutionTerminated => ({
  EventType: EventType.ExecutionTerminated,
  Input: reason,
  ...message(at),
});

export const executionSuspended = (reason: string | null, at: number): ExecutionSuspended => ({
  EventType: EventType.ExecutionSuspended,
  Reason: reason,
  ...message(at),
});

export const executionResumed = (reason: string | null, at: number): ExecutionResumed => ({
  EventType: EventType.ExecutionResumed,
  Reason: reason,
  ...message(at),
});

/** What is left of an event that was taken back. */
export const genericEvent = (event: HistoryEvent): GenericEvent => ({
  Data: null,
  EventType: EventType.GenericEvent,
  EventId: event.EventId,
  IsPlayed: event.IsPlayed,
  Timestamp: event.Timestamp,
});

/** The note that an execution was rewound. */
export const rewoundEvent = (reason: string | null, at: number): GenericEvent => ({
  Data: reason,
  EventType: EventType.GenericEvent,
  ...message(at),
});

export const executionCompleted = (
  id: number,
  status: (typeof CompletionStatus)[keyof typeof CompletionStatus],
  result: string | null,
  at: number,
): ExecutionCompleted => ({
  EventType: EventType.ExecutionCompleted,
  OrchestrationStatus: status,
  Result: result,
  FailureDetails: null,
  ...scheduled(id, at),
});
