/**
 * The second half of deciding a turn: what the orchestrator's answer adds to the history, and whether the execution
 * ends.
 *
 * - C1 a leaf is scheduled once: known leaves only lose their cancelled timers, new ones take ids in the order of the
 *   walk (invariant T1).
 * - C2 an execution completes, fails or continues as new only when no activity, sub-orchestration or timer is open, as
 *   on the real host; a terminated or non-deterministic one ends at once.
 *
 * Guarded by `embedded-host/test/engine/orchestrations.test.ts` and `engine.properties.test.ts`.
 */
import type { Action } from './actions';
import { ActionType, fireTime } from './actions';
import { nonDeterminism } from './determinism';
import { CompletionStatus, executionCompleted } from './events';
import { orchestratorFailureText, unknownFunctionText } from './failures';
import type { FailureDetails } from './history';
import type { OpenTask } from './instance-state';
import { locksAfter } from './instance-state';
import type { OrchestratorDecision } from './reply';
import { newLeavesOfFailure } from './repeated-leaves';
import type { DurableFunctionKind } from './runner';
import {
  scheduleAttempt,
  scheduleEntityRequest,
  scheduleLock,
  scheduleReleases,
  scheduleTimer,
  trackedLeaf,
} from './schedule';
import type { Turn } from './turn';

export type TurnEnd =
  | { readonly type: 'none' }
  | { readonly type: 'completed'; readonly output: string | null }
  | {
      readonly type: 'failed';
      /** What the status shows as output. */
      readonly text: string;
      /** The bare message, without the prefix of the function's name. */
      readonly message: string;
      readonly failureDetails: FailureDetails | null;
    }
  | { readonly type: 'terminated'; readonly reason: string | null }
  | { readonly type: 'continuedAsNew'; readonly input: string | null; readonly seen?: number };

const STATUS_LIMIT_BYTES = 16 * 1024;

/** Adds the decision to the turn and says how the execution ends. */
export function conclude(turn: Turn, decision: OrchestratorDecision): TurnEnd {
  const differs = decision.live ? nonDeterminism(turn.state, decision.leaves) : null;
  if (differs !== null) return finish(turn, { type: 'failed', text: differs, message: differs, failureDetails: null });
  const refusal = scheduleNewLeaves(turn, decision) ?? limitExceeded(turn, decision);
  if (refusal !== null) return finish(turn, failed(turn, refusal, null));
  closeCancelledTimers(turn, decision);
  turn.actionCount = decision.actions.length;
  return isBlocked(turn) ? { type: 'none' } : finish(turn, endOf(turn, decision));
}

/** Ends a turn that was told to terminate: at once, whatever is open. */
export function concludeTermination(turn: Turn, reason: string | null): TurnEnd {
  return finish(turn, { type: 'terminated', reason });
}

function endOf(turn: Turn, decision: OrchestratorDecision): TurnEnd {
  return decision.end.type === 'failed'
    ? failed(turn, decision.end.message, decision.end.failureDetails)
    : decision.end;
}

function failed(turn: Turn, message: string, failureDetails: FailureDetails | null): TurnEnd {
  return { type: 'failed', text: orchestratorFailureText(turn.instance.name, message), message, failureDetails };
}

function finish(turn: Turn, end: TurnEnd): TurnEnd {
  switch (end.type) {
    case 'completed':
      addCompletion(turn, CompletionStatus.completed, end.output);
      break;
    case 'failed':
      addCompletion(turn, CompletionStatus.failed, end.text);
      break;
    case 'terminated':
      addCompletion(turn, CompletionStatus.terminated, end.reason);
      break;
    case 'continuedAsNew':
    case 'none':
      break;
  }
  return end;
}

type Completion = (typeof CompletionStatus)[keyof typeof CompletionStatus];

function addCompletion(turn: Turn, status: Completion, result: string | null): void {
  turn.scheduled.push(executionCompleted(turn.nextId++, status, result, turn.at));
}

/** Schedules every leaf that was not there before; the reason for a failure when one of them cannot be. */
function scheduleNewLeaves(turn: Turn, decision: OrchestratorDecision): string | null {
  const leaves = decision.live
    ? decision.leaves.slice(turn.state.leaves.length)
    : newLeavesOfFailure(turn, decision.actions);
  for (const action of leaves) {
    const refusal = refusalOf(turn, action);
    if (refusal !== null) return refusal;
    scheduleLeaf(turn, action);
  }
  return null;
}

function scheduleLeaf(turn: Turn, action: Action): void {
  const index = turn.state.leaves.length + turn.leaves.length;
  const locked = locksAfter(turn.state.locks, turn.leaves);
  turn.leaves.push(trackedLeaf(action, turn.at));
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
    case ActionType.CallHttp:
      scheduleAttempt(turn, index, 1);
      break;
    case ActionType.CreateTimer:
      scheduleTimer(turn, index);
      break;
    case ActionType.CallEntity:
    case ActionType.SignalEntity:
    case ActionType.ScheduledSignalEntity:
      scheduleEntityRequest(turn, index, action);
      break;
    case ActionType.LockEntities:
      scheduleLock(turn, index, action);
      break;
    case ActionType.ReleaseEntities:
      scheduleReleases(turn, locked);
      break;
    default:
      break;
  }
}

/** Why an action cannot be carried out; null when it can. */
function refusalOf(turn: Turn, action: Action): string | null {
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return unknownFunction(turn, 'activity', action.functionName ?? '');
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return unknownFunction(turn, 'orchestrator', action.functionName ?? '');
    default:
      return null;
  }
}

/** The real host retries for ever here; naming the function at once is what people need. */
function unknownFunction(turn: Turn, kind: DurableFunctionKind, name: string): string | null {
  if (turn.functions.resolve(kind, name) !== undefined) return null;
  return unknownFunctionText(kind, name, turn.functions.names(kind));
}

function limitExceeded(turn: Turn, decision: OrchestratorDecision): string | null {
  const steps = turn.state.leaves.length + turn.leaves.length;
  if (steps > turn.settings.maxOrchestrationActions) {
    return `Maximum amount of orchestration actions (${turn.settings.maxOrchestrationActions.toString()}) has been reached.`;
  }
  const bytes = Buffer.byteLength(decision.customStatus ?? '', 'utf16le');
  if (bytes <= STATUS_LIMIT_BYTES) return null;
  return `The custom status is ${bytes.toString()} bytes of UTF-16 text; at most ${STATUS_LIMIT_BYTES.toString()} are allowed.`;
}

function closeCancelledTimers(turn: Turn, decision: OrchestratorDecision): void {
  const cancelled = decision.leaves.filter(isCancelledTimer);
  if (cancelled.length === 0) return;
  for (const task of openTimers(turn)) {
    if (
      decision.live ? isCancelledAt(decision, task.leaf) : cancelled.some((each) => fireTime(each) === due(turn, task))
    )
      turn.closed.push(task.id);
  }
}

function isCancelledTimer(action: Action): boolean {
  return action.actionType === ActionType.CreateTimer && action.isCanceled === true;
}

function isCancelledAt(decision: OrchestratorDecision, index: number): boolean {
  const action = decision.leaves[index];
  return action !== undefined && isCancelledTimer(action);
}

function due(turn: Turn, task: OpenTask): number | undefined {
  return [...turn.state.leaves, ...turn.leaves][task.leaf]?.fireAt;
}

function openTimers(turn: Turn): OpenTask[] {
  return openTasks(turn).filter((task) => task.type === 'timer' && task.forRetry !== true);
}

function isBlocked(turn: Turn): boolean {
  return openTasks(turn).some((task) => task.type !== 'entityCall');
}

/** What is open after this turn. */
function openTasks(turn: Turn): OpenTask[] {
  return [...turn.state.open.values(), ...turn.opened].filter(
    (task) => !turn.answered.has(task.id) && !turn.closed.includes(task.id),
  );
}
