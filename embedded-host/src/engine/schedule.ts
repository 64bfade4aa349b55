/**
 * From an action to its history, its open task and its effect. Every function here takes the next sequence id(s), so
 * the order of calls is the order of ids (invariant T1).
 */
import type { Action } from './actions';
import { ActionType, encodedInput, fireTime, rawInput } from './actions';
import { entityId, entityIdOf } from './entity-id';
import { eventSent, subOrchestrationCreated, taskScheduled, timerCreated } from './events';
import type { OpenTask, TrackedLeaf } from './instance-state';
import { lockText, releaseText, requestText } from './request-text';
import type { SpanPlace } from './tracing';
import type { Turn } from './turn';
import type { InstanceTrace } from './instance-trace';
import { requestPlace, taskPlace, traceBelow } from './instance-trace';
import { traceParent } from './trace-context';
import { leafAt } from './turn';

/** Name under which the real host runs `callHttp`. */
export const HTTP_ACTIVITY = 'BuiltIn::HttpActivity';

/** What is remembered of an action, also to recognise it when the orchestrator is replayed. */
export function trackedLeaf(action: Action, at: number): TrackedLeaf {
  const input = leafInput(action);
  return {
    kind: action.actionType,
    name: leafName(action),
    ...(action.lockSet && { lockSet: action.lockSet.map(entityId) }),
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
    case ActionType.CallHttp:
      return HTTP_ACTIVITY;
    default:
      return action.functionName ?? action.externalEventName ?? '';
  }
}

function leafInput(action: Action): string | null {
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return encodedInput(action.input);
    case ActionType.CallHttp:
      return rawInput(action.httpRequest);
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
  const isChild = leaf.kind === ActionType.CallSubOrchestrator || leaf.kind === ActionType.CallSubOrchestratorWithRetry;
  if (isChild) scheduleSubOrchestration(turn, leaf, leafIndex, attempt);
  else scheduleActivity(turn, leaf, leafIndex, attempt);
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

/** Has an open task executed again under the id that it has. */
export function scheduleAgain(turn: Turn, task: OpenTask, reason: string | null): void {
  const leaf = leafAt(turn, task.leaf);
  if (task.type === 'activity') {
    turn.scheduled.push(taskScheduled(task.id, leaf.name, null, turn.at));
    turn.activities.push(task);
    return;
  }
  const { instanceId } = task;
  if (task.type !== 'subOrchestration' || instanceId === undefined) return;
  const start = childStart(turn, leaf, task.id, leaf.version ?? turn.settings.defaultVersion);
  const { name, version } = start;
  turn.scheduled.push(subOrchestrationCreated(task.id, { name, version, instanceId, input: null }, turn.at));
  turn.rewoundChildren.push({ instanceId, start, reason });
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
    ...(turn.place && { trace: childTrace(turn, turn.place, taskId) }),
  } as const;
}

function childTrace({ instance, state }: Turn, place: SpanPlace, taskId: number): InstanceTrace {
  const { executionId } = instance;
  return traceBelow(taskPlace(place, { executionId, taskId, turnAt: state.history.length }));
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
  const target = entityIdOf(action.instanceId ?? '');
  const name = leaf.fireAt === undefined ? 'op' : `op@${new Date(leaf.fireAt).toISOString()}`;
  const text = requestText(turn.instance, request, turn.at);
  turn.scheduled.push(eventSent(id, { instanceId: target, name, input: text }, turn.at));
  if (isCall) {
    turn.opened.push({ id, type: 'entityCall', leaf: leafIndex, attempt: 1, requestId: request.requestId });
  }
  const trace = turn.place && traceParent(requestPlace(turn.place, request.requestId));
  const sender = turn.instance.id;
  const message = { type: 'operation', at: turn.at, sender, ...request, ...(trace && { trace }) } as const;
  turn.entitySends.push({ entityId: target, visibleAt: leaf.fireAt ?? 0, message });
}

/** Asks the first entity of a critical section; each passes the request on, the last one answers. */
export function scheduleLock(turn: Turn, leafIndex: number, action: Action): void {
  const lockSet = leafAt(turn, leafIndex).lockSet ?? [];
  const [first] = lockSet;
  if (first === undefined) return;
  const requestId = action.lockRequestId ?? turn.newGuid();
  const id = turn.nextId++;
  const input = lockText(turn.instance, { requestId, lockSet }, turn.at);
  turn.scheduled.push(eventSent(id, { instanceId: first, name: 'op', input }, turn.at));
  turn.opened.push({ id, type: 'entityCall', leaf: leafIndex, attempt: 1, requestId });
  const owner = { owner: turn.instance.id, ownerExecution: turn.instance.executionId };
  const message = { type: 'lock', requestId, lockSet, position: 0, at: turn.at, ...owner } as const;
  turn.entitySends.push({ entityId: first, visibleAt: 0, message });
}

/** Ends a critical section: one message, and one id, for each of its entities. */
export function scheduleReleases(turn: Turn, locked: readonly string[]): void {
  for (const target of locked) {
    const id = turn.nextId++;
    const input = releaseText(turn.instance, turn.newGuid());
    turn.scheduled.push(eventSent(id, { instanceId: target, name: 'release', input }, turn.at));
    const message = { type: 'release', owner: turn.instance.id, at: turn.at } as const;
    turn.entitySends.push({ entityId: target, visibleAt: 0, message });
  }
}
