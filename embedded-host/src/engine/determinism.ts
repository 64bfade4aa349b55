/**
 * Compares what a replay produced with what the execution did before. The SDK does not do this; the messages are the
 * ones of the Durable Task Framework (`NonDeterministicOrchestrationException`).
 */
import type { Action } from './actions';
import { ActionType } from './actions';
import type { InstanceState, TrackedLeaf } from './instance-state';
import { leafName } from './schedule';

const QUESTION = 'Was a change made to the orchestrator code after this instance had already started running?';

/** The message for the first step that differs, null when the replay agrees with the history. */
export function nonDeterminism(state: InstanceState, leaves: readonly Action[]): string | null {
  for (const [index, tracked] of state.leaves.entries()) {
    const action = leaves[index];
    if (action === undefined) return describe(state, tracked, index, 'has not scheduled this step');
    if (!isSameStep(tracked, action)) return describe(state, tracked, index, `instead produced ${produced(action)}`);
  }
  return null;
}

function isSameStep(tracked: TrackedLeaf, action: Action): boolean {
  return tracked.kind === action.actionType && tracked.name.toLowerCase() === leafName(action).toLowerCase();
}

function describe(state: InstanceState, tracked: TrackedLeaf, index: number, replayed: string): string {
  const number = sequenceNumber(state, index);
  return (
    `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ` +
    `${kindOf(tracked.kind)} with sequence number ${number} named '${tracked.name}', but the current orchestration ` +
    `replay ${replayed} with this sequence number. ${QUESTION}`
  );
}

function produced(action: Action): string {
  const name = leafName(action);
  return `a ${frameworkName(action.actionType)} action${name === '' ? '' : ` named '${name}'`}`;
}

/** The first id of a leaf is the number of ids taken before it; waits take none. */
function sequenceNumber(state: InstanceState, index: number): string {
  const scheduled = state.history.filter((event) => event.EventId >= 0);
  const takers = state.leaves.slice(0, index).filter((leaf) => leaf.kind !== ActionType.WaitForExternalEvent).length;
  return String(scheduled[takers]?.EventId ?? takers);
}

function kindOf(kind: number): string {
  switch (kind) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
    case ActionType.CallHttp:
      return 'an activity task';
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return 'a sub-orchestration task';
    case ActionType.CreateTimer:
      return 'a timer task';
    case ActionType.WaitForExternalEvent:
      return 'a wait for an external event';
    default:
      return 'an entity operation';
  }
}

function frameworkName(kind: number): string {
  switch (kind) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
    case ActionType.CallHttp:
      return 'ScheduleTaskOrchestratorAction';
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return 'CreateSubOrchestrationAction';
    case ActionType.CreateTimer:
      return 'CreateTimerOrchestratorAction';
    case ActionType.WaitForExternalEvent:
      return 'WaitForExternalEvent';
    default:
      return 'SendEventOrchestratorAction';
  }
}
