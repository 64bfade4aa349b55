/** What a turn of a traced orchestration has to tell: who has answered, what it has signalled, and how it has ended. */
import type { InstanceRow } from '../store/store';
import type { TurnEnd } from './conclude';
import type { EventSent, HistoryEvent } from './history';
import { EventType } from './history';
import { isStarted } from './instance-state';
import type { Scheduled } from './instance-trace';
import { requestPlace, scheduledTasks, taskPlace, traceOf } from './instance-trace';
import type { Turn } from './turn';
import type { Invocation, SpanPlace, TraceFact } from './tracing';

export interface ToldTurn {
  /** Before the turn. */
  readonly row: InstanceRow;
  readonly turn: Turn;
  readonly end: TurnEnd;
  readonly invocation: Invocation | undefined;
  readonly now: number;
}

interface Placed extends ToldTurn {
  readonly place: SpanPlace;
}

/** Asked before the state evolves: what is open in it and was answered in the turn is told. */
export function turnFacts(told: ToldTurn): TraceFact[] {
  const { place } = told.turn;
  if (!place) return [];
  const placed = { ...told, place };
  return [...answerFacts(placed), ...signalFacts(placed), ...endFacts(placed)];
}

function answerFacts(told: Placed): TraceFact[] {
  const { turn } = told;
  const answers = turn.received.filter(isAnswer);
  if (answers.length === 0) return [];
  const tasks = scheduledTasks(turn.state.history);
  return answers.flatMap((answer) => {
    const taskId = answeredTask(turn, answer);
    const scheduled = taskId === undefined ? undefined : tasks.get(taskId);
    return scheduled ? (answerFact(told, scheduled, answer) ?? []) : [];
  });
}

function isAnswer({ EventType: type }: HistoryEvent): boolean {
  return type !== EventType.ExecutionStarted && type !== EventType.TaskScheduled && type !== EventType.TimerCreated;
}

/** The task that was answered; undefined for an answer that was made up (attempts that never ran). */
function answeredTask({ answered, state }: Turn, event: HistoryEvent): number | undefined {
  if ('TaskScheduledId' in event) return answered.has(event.TaskScheduledId) ? event.TaskScheduledId : undefined;
  if (event.EventType === EventType.TimerFired) return answered.has(event.TimerId) ? event.TimerId : undefined;
  if (event.EventType !== EventType.EventRaised) return undefined;
  for (const task of state.open.values()) if (task.requestId === event.Name) return task.id;
  return undefined;
}

function answerFact(told: Placed, { event, turnAt }: Scheduled, answer: HistoryEvent): TraceFact | null {
  const { row, place: orchestration, now: to } = told;
  const taskId = event.EventId;
  const from = event.Timestamp.getTime();
  const place = taskPlace(orchestration, { executionId: row.executionId, taskId, turnAt });
  const span = { place, from, to, instanceId: row.id };
  const problem = 'Reason' in answer ? answer.Reason : null;
  switch (event.EventType) {
    case EventType.TaskScheduled:
      return { ...span, type: 'activityAnswered', name: event.Name, taskId, problem };
    case EventType.SubOrchestrationInstanceCreated:
      return { ...span, type: 'childAnswered', name: event.Name, version: event.Version, problem };
    case EventType.TimerCreated:
      return { ...span, type: 'timerFired', name: row.name, taskId, fireAt: Date.parse(event.FireAt) };
    case EventType.EventSent:
      return callFact(orchestration, event, to);
    default:
      return null;
  }
}

/** A call to an entity; a request for a lock is none. */
function callFact(orchestration: SpanPlace, { InstanceId, Input, Timestamp }: EventSent, to: number): TraceFact | null {
  // Written by `requestText` and `lockText`.
  const { id, op } = JSON.parse(Input) as { readonly id: string; readonly op: string | null };
  if (op === null) return null;
  const request = { entityId: InstanceId, operation: op, isSignal: false };
  return { type: 'entityAsked', place: requestPlace(orchestration, id), from: Timestamp.getTime(), to, ...request };
}

function signalFacts({ turn, place, now: to }: Placed): TraceFact[] {
  return turn.entitySends.flatMap(({ entityId, message }): TraceFact[] => {
    if (message.type !== 'operation' || message.replyTo !== null) return [];
    const request = { entityId, operation: message.operation, isSignal: true };
    return [{ type: 'entityAsked', place: requestPlace(place, message.requestId), from: turn.at, to, ...request }];
  });
}

const STATUSES = { completed: 'Completed', failed: 'Failed', terminated: 'Terminated' } as const;

function endFacts({ row, turn, end, place, invocation, now: to }: Placed): TraceFact[] {
  if (end.type === 'none' || end.type === 'continuedAsNew') return [];
  const { id: instanceId, name, version } = row;
  const from = traceOf(row)?.since ?? turn.state.history[0]?.Timestamp.getTime() ?? turn.at;
  const isFirstExecution = !isStarted(turn.state);
  const about = { instanceId, name, version, status: STATUSES[end.type], invocation, isFirstExecution };
  return [{ type: 'orchestrationEnded', place, from, to, ...about, problem: problemOf(end) }];
}

/** The reason that a termination was given is not shown, as on the real host. */
function problemOf(end: TurnEnd): string | null {
  if (end.type === 'terminated') return STATUSES.terminated;
  return end.type === 'failed' ? end.text : null;
}
