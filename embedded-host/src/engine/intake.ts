/**
 * The first half of deciding a turn: which messages it takes, and which events they become.
 *
 * - I1 a message is taken, dropped (a duplicate, or for an older execution) or left for a later turn; never lost.
 * - I2 events that take sequence ids of their own (a failed attempt, the timer after it, a slice of a long timer, an
 *   HTTP answer that asks to be polled) are taken only as long as no event was taken on which user code may go on: the SDK counts ids while it replays, and
 *   this is the order in which both come to the same numbers.
 *
 * Guarded by `embedded-host/test/engine/engine.properties.test.ts`, also against the SDK's own counter.
 */
import { ActionType } from './actions';
import {
  eventRaised,
  executionResumed,
  executionStarted,
  executionSuspended,
  executionTerminated,
  subOrchestrationCompleted,
  subOrchestrationCreated,
  subOrchestrationFailed,
  rewoundEvent,
  taskCompleted,
  taskFailed,
  taskScheduled,
  timerCreated,
  timerFired,
} from './events';
import type { Failure } from './failures';
import { activityFailure } from './failures';
import type { HistoryEvent } from './history';
import type { OpenTask } from './instance-state';
import { isStarted } from './instance-state';
import type {
  ActivityDone,
  ControlMessage,
  OrchestratorMessage,
  RewoundMessage,
  SubOrchestrationDone,
  TimerDone,
} from './messages';
import { givesUp, isLastAttempt, retryDelay } from './retries';
import type { Poll } from './http-polling';
import { pollAfter, schedulePoll, schedulePollTimer } from './http-polling';
import { scheduleAgain, scheduleAttempt, scheduleRetryTimer, scheduleTimer } from './schedule';
import type { Turn } from './turn';
import { leafAt } from './turn';

/** `held`: stays in the mailbox while the messages after it are looked at; `deferred`: the turn takes nothing more. */
export type Admission = 'taken' | 'dropped' | 'held' | 'deferred';

export function admit(turn: Turn, message: OrchestratorMessage): Admission {
  switch (message.type) {
    case 'start':
      if (isStarted(turn.state) || turn.received.length > 0) return 'dropped';
      return take(turn, executionStarted(turn.instance.id, message));
    case 'event':
      return admitEvent(turn, message.name, message.input, message.at);
    case 'terminate':
    case 'suspend':
    case 'resume':
      return admitControl(turn, message);
    case 'rewind':
      // Only a failed instance is rewound; this one is not, or no longer.
      return 'dropped';
    case 'rewound':
      return admitRewound(turn, message);
    default:
      return admitAnswer(turn, message);
  }
}

/** Takes an ordinary event: user code may go on when the SDK sees it. */
function take(turn: Turn, event: HistoryEvent): Admission {
  turn.received.push(event);
  if (!turn.suspended) turn.resumesUserCode = true;
  return 'taken';
}

function admitEvent(turn: Turn, name: string, input: string | null, at: number): Admission {
  return take(turn, eventRaised(name, input, at));
}

function admitControl(turn: Turn, message: ControlMessage): Admission {
  switch (message.type) {
    case 'terminate':
      turn.received.push(executionTerminated(message.reason, message.at));
      turn.terminated = { reason: message.reason };
      return 'taken';
    case 'suspend':
      if (turn.suspended) return 'dropped';
      // Events taken before it in this turn still resume user code; the suspension holds from the next turn on.
      if (turn.resumesUserCode) return 'deferred';
      turn.received.push(executionSuspended(message.reason, message.at));
      turn.suspended = true;
      return 'taken';
    case 'resume':
      if (!turn.suspended) return 'dropped';
      turn.suspended = false;
      return take(turn, executionResumed(message.reason, message.at));
  }
}

/** Schedules the failed tasks again; if there are none, the orchestrator itself had thrown and is asked again. */
function admitRewound(turn: Turn, message: RewoundMessage): Admission {
  const event = rewoundEvent(message.reason, message.at);
  if (message.taskIds.length === 0) return take(turn, event);
  turn.received.push(event);
  for (const id of message.taskIds) {
    const task = turn.state.open.get(id);
    if (task) scheduleAgain(turn, task, message.reason);
  }
  return 'taken';
}

function admitAnswer(turn: Turn, message: ActivityDone | TimerDone | SubOrchestrationDone): Admission {
  const task = openTask(turn, message.taskId);
  if (message.executionId !== turn.instance.executionId || task === undefined) return 'dropped';
  if (turn.suspended) return 'held';
  const takesIds = answerTakesIds(turn, task, message);
  if (takesIds && turn.resumesUserCode) return 'deferred';
  turn.answered.add(task.id);
  if (message.type === 'timerDone') return takeTimer(turn, task, message.at);
  const failure = failureOf(turn, task, message);
  if (failure) return takeFailure(turn, task, failure, message.at);
  const poll = pollOf(turn, task, message);
  if (poll) return takePoll(turn, task, poll, completion(message));
  return take(turn, completion(message));
}

function openTask(turn: Turn, id: number): OpenTask | undefined {
  return turn.answered.has(id) ? undefined : turn.state.open.get(id);
}

function answerTakesIds(turn: Turn, task: OpenTask, message: ActivityDone | TimerDone | SubOrchestrationDone): boolean {
  const leaf = leafAt(turn, task.leaf);
  if (message.type !== 'timerDone') {
    if (leaf.kind === ActionType.CallHttp) return pollOf(turn, task, message) !== null;
    return leaf.retry !== undefined && failureOf(turn, task, message) !== null;
  }
  if (task.pollId !== undefined) return true;
  if (task.forRetry) return leaf.retry !== undefined && !isLastAttempt(leaf.retry, task.attempt);
  return (leaf.fireAt ?? 0) > turn.at;
}

function failureOf(turn: Turn, task: OpenTask, message: ActivityDone | SubOrchestrationDone): Failure | null {
  if (message.type === 'subOrchestrationDone') return message.result.type === 'failed' ? message.result : null;
  if (message.reply.type === 'completed') return null;
  return activityFailure(leafAt(turn, task.leaf).name, message.reply.message, message.reply.stack);
}

/** The next poll that an answer to an HTTP call asks for, null when it is the result. */
function pollOf(turn: Turn, task: OpenTask, message: ActivityDone | SubOrchestrationDone): Poll | null {
  const leaf = leafAt(turn, task.leaf);
  if (leaf.kind !== ActionType.CallHttp || message.type !== 'activityDone') return null;
  if (message.reply.type === 'failed') return null;
  return pollAfter(task.input ?? leaf.input ?? '{}', message.reply.result, turn.settings.defaultHttpSleepMs);
}

function takePoll(turn: Turn, task: OpenTask, poll: Poll, completed: HistoryEvent): Admission {
  turn.received.push(completed);
  schedulePollTimer(turn, task.leaf, poll);
  return 'taken';
}

function completion(message: ActivityDone | SubOrchestrationDone): HistoryEvent {
  if (message.type === 'activityDone') {
    const result = message.reply.type === 'completed' ? message.reply.result : 'null';
    return taskCompleted(message.taskId, result, message.at);
  }
  const result = message.result.type === 'completed' ? message.result.result : null;
  return subOrchestrationCompleted(message.taskId, result ?? 'null', message.at);
}

function takeTimer(turn: Turn, task: OpenTask, at: number): Admission {
  const leaf = leafAt(turn, task.leaf);
  const fired = timerFired(task.id, task.fireAt ?? at, at);
  if (task.pollId !== undefined) {
    turn.received.push(fired);
    schedulePoll(turn, task, task.pollId);
    return 'taken';
  }
  if (task.forRetry && leaf.retry && !isLastAttempt(leaf.retry, task.attempt)) {
    turn.received.push(fired);
    scheduleAttempt(turn, task.leaf, task.attempt + 1);
    return 'taken';
  }
  if (!task.forRetry && (leaf.fireAt ?? 0) > turn.at) {
    turn.received.push(fired);
    scheduleTimer(turn, task.leaf);
    return 'taken';
  }
  return take(turn, fired);
}

function takeFailure(turn: Turn, task: OpenTask, failure: Failure, at: number): Admission {
  const { retry, since } = leafAt(turn, task.leaf);
  const failed = failureEvent(task, failure, at);
  if (!retry) return take(turn, failed);
  turn.received.push(failed);
  const last = isLastAttempt(retry, task.attempt);
  const nonRetriable = failure.failureDetails?.IsNonRetriable ?? false;
  if (!last && givesUp(retry, since ?? turn.at, turn.at, nonRetriable)) return useUpAttempts(turn, task, failure, at);
  const fireAt = last ? turn.at : turn.at + retryDelay(retry, task.attempt);
  scheduleRetryTimer(turn, task.leaf, task.attempt, fireAt);
  return 'taken';
}

/** The event of an attempt that is made up: it is in the history and has never run. */
function scheduledAgain({ id, type, instanceId = '' }: OpenTask, name: string, at: number): HistoryEvent {
  const child = { name, version: null, instanceId, input: null };
  return type === 'activity' ? taskScheduled(id, name, null, at) : subOrchestrationCreated(id, child, at);
}

function failureEvent(task: OpenTask, failure: Failure, at: number): HistoryEvent {
  return task.type === 'activity' ? taskFailed(task.id, failure, at) : subOrchestrationFailed(task.id, failure, at);
}

/**
 * Gives up before the attempts are used up. The SDK goes on waiting until it has seen every attempt fail, so the rest
 * of them is written into the history, failed with the same error and without having run; with the last timer the
 * error surfaces at once. (The real host hangs here.)
 */
function useUpAttempts(turn: Turn, task: OpenTask, failure: Failure, at: number): Admission {
  const { retry, name } = leafAt(turn, task.leaf);
  const attempts = retry?.maxNumberOfAttempts ?? task.attempt;
  for (let attempt = task.attempt; attempt <= attempts; attempt++) {
    const timer = turn.nextId++;
    turn.received.push(timerCreated(timer, turn.at, at), timerFired(timer, turn.at, at));
    if (attempt === attempts) break;
    const id = turn.nextId++;
    turn.received.push(scheduledAgain({ ...task, id }, name, at), failureEvent({ ...task, id }, failure, at));
  }
  turn.resumesUserCode = true;
  return 'taken';
}
