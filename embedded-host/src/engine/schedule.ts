/**
 * From an action to its history, its open task and its effect. Every function here takes the next sequence id(s), so
 * the order of calls is the order of ids (invariant T1).
 */
import type { Action } from './actions';
import { ActionType, encodedInput, fireTime, rawInput } from './actions';
import { entityIdOf } from './entity-id';
import { eventSent, subOrchestrationCreated, taskScheduled, timerCreated } from './events';
import type { OpenTask, TrackedLeaf } from './instance-state';
import { requestText } from './request-text';
import type { Turn } from './turn';
import { leafAt } from './turn';

/** What is remembered of an action, also to recognise it when the orchestrator is replayed. */
export function trackedLeaf(action: Action, at: number): TrackedLeaf {
  const input = leafInput(action);
  return {
    kind: action.actionType,
    name: leafName(action),
    ...(input !== null && { input }),
    ...(action.retryOptions && { retry: plainRetry(action.retryOptions), since: at }),
    ...(action.fireAt !== undefined && { fireAt: fireTime(action) }),
    ...(isSubOrchestration(action) && action.instanceId && { instanceId: action.instanceId }),
    ...(action.version !== undefined && { version: action.version }),
  };
}

export function leafName(action: Action): string {
  switch (action.actionType) {
    case ActionType.CallEntity:
    case ActionType.SignalEntity:
    case ActionType.ScheduledSignalEntity:
      return `${action.instanceId ?? ''}:${action.operation ?? ''}`;
    default:
      return action.functionName ?? action.externalEventName ?? '';
  }
}

function leafInput(action: Action): string | null {
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return encodedInput(action.input);
    default:
      return rawInput(action.input);
  }
}

function isSubOrchestration(action: Action): boolean {
  return (
    action.actionType === ActionType.CallSubOrchestrator ||
    action.actionType === ActionType.CallSubOrchestratorWithRetry
  );
}

/** A plain copy: the SDK's object has accessors that JSON would not keep apart from its fields. */
function plainRetry(options: NonNullable<Action['retryOptions']>): NonNullable<TrackedLeaf['retry']> {
  return {
    firstRetryIntervalInMilliseconds: options.firstRetryIntervalInMilliseconds,
    maxNumberOfAttempts: options.maxNumberOfAttempts,
    ...(options.backoffCoefficient !== undefined && { backoffCoefficient: options.backoffCoefficient }),
    ...(options.maxRetryIntervalInMilliseconds !== undefined && {
      maxRetryIntervalInMilliseconds: options.maxRetryIntervalInMilliseconds,
    }),
    ...(options.retryTimeoutInMilliseconds !== undefined && {
      retryTimeoutInMilliseconds: options.retryTimeoutInMilliseconds,
    }),
  };
}

/** Schedules the first or a further attempt of an activity or a sub-orchestration. */
export function scheduleAttempt(turn: Turn, leafIndex: number, attempt: number): void {
  const leaf = leafAt(turn, leafIndex);
  const isActivity = leaf.kind === ActionType.CallActivity || leaf.kind === ActionType.CallActivityWithRetry;
  if (isActivity) scheduleActivity(turn, leaf, leafIndex, attempt);
  else scheduleSubOrchestration(turn, leaf, leafIndex, attempt);
}

function scheduleActivity(turn: Turn, leaf: TrackedLeaf, leafIndex: number, attempt: number): void {
  const id = turn.nextId++;
  const task: OpenTask = { id, type: 'activity', leaf: leafIndex, attempt };
  const input = turn.settings.storeInputsInHistory ? (leaf.input ?? null) : null;
  turn.scheduled.push(taskScheduled(id, leaf.name, input, turn.at));
  turn.opened.push(task);
  turn.activities.push(task);
}

function scheduleSubOrchestration(turn: Turn, leaf: TrackedLeaf, leafIndex: number, attempt: number): void {
  const id = turn.nextId++;
  // A chosen id is used again by every attempt; a generated one carries the sequence id and so changes.
  const instanceId = leaf.instanceId ?? `${turn.instance.executionId}:${id.toString()}`;
  const version = leaf.version ?? turn.settings.defaultVersion;
  const stored = turn.settings.storeInputsInHistory ? (leaf.input ?? null) : null;
  turn.scheduled.push(subOrchestrationCreated(id, { name: leaf.name, version, instanceId, input: stored }, turn.at));
  turn.opened.push({ id, type: 'subOrchestration', leaf: leafIndex, attempt, instanceId });
  turn.children.push({ instanceId, start: childStart(turn, leaf, id, version) });
}

function childStart(turn: Turn, leaf: TrackedLeaf, taskId: number, version: string | null) {
  return {
    type: 'start',
    name: leaf.name,
    version,
    input: leaf.input ?? null,
    executionId: turn.newGuid(),
    parent: {
      Name: turn.instance.name,
      OrchestrationInstance: { InstanceId: turn.instance.id, ExecutionId: turn.instance.executionId },
      TaskScheduleId: taskId,
      Version: null,
    },
    generation: null,
    at: turn.at,
  } as const;
}

/** A durable timer, or its next slice when it is longer than the allowed maximum (as the SDK counts, too). */
export function scheduleTimer(turn: Turn, leafIndex: number): void {
  const dueAt = leafAt(turn, leafIndex).fireAt ?? turn.at;
  const isLong = dueAt - turn.at > turn.settings.maxShortTimerMs;
  const fireAt = isLong ? turn.at + turn.settings.longTimerIntervalMs : dueAt;
  const id = turn.nextId++;
  turn.scheduled.push(timerCreated(id, fireAt, turn.at));
  turn.opened.push({ id, type: 'timer', leaf: leafIndex, attempt: 1, fireAt });
}

/** The timer after a failed attempt; after the last one it is due at once, and the SDK surfaces the error on it. */
export function scheduleRetryTimer(turn: Turn, leafIndex: number, failedAttempt: number, fireAt: number): void {
  const id = turn.nextId++;
  turn.scheduled.push(timerCreated(id, fireAt, turn.at));
  turn.opened.push({ id, type: 'timer', leaf: leafIndex, attempt: failedAttempt, fireAt, forRetry: true });
}

/** A call or signal to an entity: an EventSent in the history, a message to the entity. */
export function scheduleEntityRequest(turn: Turn, leafIndex: number, action: Action): void {
  const leaf = leafAt(turn, leafIndex);
  const isCall = leaf.kind === ActionType.CallEntity;
  const id = turn.nextId++;
  const request = {
    requestId: turn.newGuid(),
    operation: action.operation ?? '',
    input: leaf.input ?? null,
    replyTo: isCall ? turn.instance.id : null,
  };
  const entityId = entityIdOf(action.instanceId ?? '');
  const name = leaf.fireAt === undefined ? 'op' : `op@${new Date(leaf.fireAt).toISOString()}`;
  const text = requestText(turn.instance, request, turn.at);
  turn.scheduled.push(eventSent(id, { instanceId: entityId, name, input: text }, turn.at));
  if (isCall) {
    turn.opened.push({ id, type: 'entityCall', leaf: leafIndex, attempt: 1, requestId: request.requestId });
  }
  const message = { type: 'operation', at: turn.at, ...request } as const;
  turn.entitySends.push({ entityId, visibleAt: leaf.fireAt ?? 0, message });
}
