/** Compares and tells the steps of two replays. */
import { ActionType } from '../engine/actions';
import type { TurnEnd } from '../engine/conclude';
import type { TrackedLeaf } from '../engine/instance-state';

const NEW_START = 'a new start (continue-as-new)';

interface Strictness {
  readonly strict: boolean;
}

/** Kind and name decide, as they do for the host when an instance is replayed. */
export function isSameStep(one: TrackedLeaf, other: TrackedLeaf, { strict }: Strictness): boolean {
  if (one.kind !== other.kind || one.name.toLowerCase() !== other.name.toLowerCase()) return false;
  return !strict || detailsOf(one) === detailsOf(other);
}

export function isSameEnd(one: TurnEnd, other: TurnEnd, { strict }: Strictness): boolean {
  if (one.type === 'completed' && other.type === 'completed') return !strict || one.output === other.output;
  return one.type === other.type;
}

/** `since` is when the step began: the same turn, so the same time. */
function detailsOf({ input, retry, fireAt, instanceId, version, lockSet }: TrackedLeaf): string {
  return JSON.stringify([input, retry, fireAt, instanceId, version, lockSet]);
}

export function describeStep(leaf: TrackedLeaf, { strict }: Strictness): string {
  const details = strict && leaf.input !== undefined ? ` with ${leaf.input}` : '';
  return `${stepText(leaf, strict)}${details}`;
}

function stepText({ kind, name, fireAt, retry, lockSet = [] }: TrackedLeaf, strict: boolean): string {
  const retries = retry ? ` (up to ${retry.maxNumberOfAttempts} attempts)` : '';
  const due = strict && fireAt !== undefined ? ` due at ${new Date(fireAt).toISOString()}` : '';
  switch (kind) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return `activity ${name}${retries}`;
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return `sub-orchestration ${name}${retries}`;
    case ActionType.CallHttp:
      return 'HTTP call';
    case ActionType.CreateTimer:
      return `timer${due}`;
    case ActionType.WaitForExternalEvent:
      return `wait for the event "${name}"`;
    case ActionType.CallEntity:
      return `entity call ${name.replace(':', '.')}`;
    case ActionType.LockEntities:
      return `lock of ${lockSet.join(', ')}`;
    case ActionType.ReleaseEntities:
      return 'end of the critical section';
    case ActionType.SignalEntity:
    case ActionType.ScheduledSignalEntity:
      return `entity signal ${name.replace(':', '.')}${due}`;
    case ActionType.ContinueAsNew:
      return NEW_START;
    default:
      return `step of kind ${kind}`;
  }
}

export function describeEnd(end: TurnEnd): string {
  switch (end.type) {
    case 'none':
      return 'no further step in this turn';
    case 'completed':
      return `the end, with ${end.output ?? 'no output'}`;
    case 'failed':
      return `a failure: ${end.text}`;
    case 'terminated':
      return 'the termination';
    case 'continuedAsNew':
      return NEW_START;
  }
}
