/**
 * Where the spans of an instance stand in their trace. Kept with the instance is only the span that created it; all ids
 * of its own follow from that and from its history.
 *
 * - Y1 the same history gives the same ids: in every replay, and in another process.
 * - Y2 a task that is scheduled again (a rewind, a new generation) gets another id.
 *
 * Guarded by `embedded-host/test/engine/tracing.test.ts`.
 */
import type { InstanceRow } from '../store/store';
import type { HistoryEvent } from './history';
import { EventType } from './history';
import type { SpanContext } from './trace-context';
import { derivedSpanId, parseTraceParent, traceParent } from './trace-context';
import type { SpanPlace } from './tracing';

/** What is stored, as JSON. */
export interface InstanceTrace {
  /** W3C traceparent of the span that created the instance. */
  readonly parent: string;
  /** W3C tracestate of the caller. */
  readonly state?: string;
  /** When the first of its executions began, once it has continued as new. */
  readonly since?: number;
}

export function traceOf(row: InstanceRow): InstanceTrace | undefined {
  // Written by `newRow` only.
  return row.trace === undefined ? undefined : (JSON.parse(row.trace) as InstanceTrace);
}

/** What an instance keeps that this span creates. */
export function traceBelow(creator: SpanContext): InstanceTrace {
  return { parent: traceParent(creator), ...(creator.state && { state: creator.state }) };
}

/** The place of the orchestration itself; undefined for one that was started untraced. */
export function orchestrationPlace(row: InstanceRow): SpanPlace | undefined {
  const trace = traceOf(row);
  const parent = parseTraceParent(trace?.parent);
  return parent && below({ ...parent, ...(trace?.state && { state: trace.state }) }, row.id);
}

export interface Scheduled {
  readonly event: HistoryEvent;
  /** Position in the history of the turn that scheduled it. */
  readonly turnAt: number;
}

/** What each sequence id stands for: the last event that scheduled it. */
export function scheduledTasks(history: readonly HistoryEvent[]): ReadonlyMap<number, Scheduled> {
  const tasks = new Map<number, Scheduled>();
  let turnAt = 0;
  for (const [position, event] of history.entries()) {
    if (event.EventType === EventType.OrchestratorStarted) turnAt = position;
    else if (schedules(event)) tasks.set(event.EventId, { event, turnAt });
  }
  return tasks;
}

function schedules({ EventType: type }: HistoryEvent): boolean {
  return (
    type === EventType.TaskScheduled ||
    type === EventType.SubOrchestrationInstanceCreated ||
    type === EventType.TimerCreated ||
    type === EventType.EventSent
  );
}

export interface TaskIdentity {
  readonly executionId: string;
  readonly taskId: number;
  readonly turnAt: number;
}

export function taskPlace(orchestration: SpanPlace, { executionId, taskId, turnAt }: TaskIdentity): SpanPlace {
  return below(orchestration, executionId, turnAt, taskId);
}

/** Finds the places of tasks by their ids. */
export function taskPlaces(
  orchestration: SpanPlace,
  executionId: string,
  history: readonly HistoryEvent[],
): (taskId: number) => SpanPlace | undefined {
  const tasks = scheduledTasks(history);
  return (taskId) => {
    const scheduled = tasks.get(taskId);
    return scheduled && taskPlace(orchestration, { executionId, taskId, turnAt: scheduled.turnAt });
  };
}

/** The place of a request to an entity. */
export function requestPlace(orchestration: SpanPlace, requestId: string): SpanPlace {
  return below(orchestration, requestId);
}

function below(parent: SpanContext, ...facts: readonly (string | number)[]): SpanPlace {
  return { ...parent, spanId: derivedSpanId(parent.spanId, ...facts), parentSpanId: parent.spanId };
}
