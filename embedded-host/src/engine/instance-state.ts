/**
 * The state of one execution of an orchestration, rebuilt from its journal by `evolve`.
 *
 * - E1 `evolve` is pure in meaning: the same records in the same order give the same state.
 * - E2 the state holds nothing that is not in a record; a restarted host needs the journal only.
 *
 * Guarded by `embedded-host/test/engine/engine.properties.test.ts`.
 */
import type { RetryOptions } from './actions';
import { ActionType } from './actions';
import type { HistoryEvent } from './history';
import { EventType } from './history';
import type { OrchestratorMessage } from './messages';

/** The k-th distinct leaf action that the orchestrator produced in this execution. */
export interface TrackedLeaf {
  readonly kind: number;
  /** Name of the activity, orchestrator or event, or `@entity@key:operation`; '' where there is none. */
  readonly name: string;
  /** JSON text for the function that is called; absent = none. */
  readonly input?: string;
  readonly retry?: RetryOptions;
  /** When the first attempt was scheduled; counts for the retry timeout. */
  readonly since?: number;
  /** Final due time of a timer. */
  readonly fireAt?: number;
  /** Chosen instance id of a sub-orchestration. */
  readonly instanceId?: string;
  readonly version?: string;
  /** Entity ids of a critical section. */
  readonly lockSet?: readonly string[];
}

/** A sequence id that still waits for its answer. */
export interface OpenTask {
  readonly id: number;
  readonly type: 'activity' | 'subOrchestration' | 'timer' | 'entityCall';
  /** Index of its leaf. */
  readonly leaf: number;
  /** 1 for the first attempt; for the timer between attempts the number of the attempt that failed. */
  readonly attempt: number;
  readonly fireAt?: number;
  /** True for the timer that delays (or, after the last attempt, follows) a retried task. */
  readonly forRetry?: boolean;
  /** Id of the child instance. */
  readonly instanceId?: string;
  /** Id of the request to an entity. */
  readonly requestId?: string;
  /** JSON text that this execution of the task gets instead of its leaf's input (the next poll of an HTTP call). */
  readonly input?: string;
  /** For the timer before the next poll of an HTTP call: the reserved id of that request. */
  readonly pollId?: number;
}

/** What one turn added: one line of the journal. */
export interface TurnRecord {
  readonly events: readonly HistoryEvent[];
  readonly leaves: readonly TrackedLeaf[];
  readonly opened: readonly OpenTask[];
  /** Cancelled timers. */
  readonly closed: readonly number[];
  readonly nextId: number;
  /** Top-level actions handled so far. */
  readonly actionCount: number;
  readonly suspended: boolean;
}

export interface InstanceState {
  readonly history: HistoryEvent[];
  readonly leaves: TrackedLeaf[];
  readonly open: Map<number, OpenTask>;
  nextId: number;
  actionCount: number;
  suspended: boolean;
  /** Entities of the critical section that is open. */
  locks: readonly string[];
  /** Number of journal records so far. */
  turns: number;
}

export function emptyState(): InstanceState {
  return { history: [], leaves: [], open: new Map(), nextId: 0, actionCount: 0, suspended: false, locks: [], turns: 0 };
}

/** Applies a record to the state, in place: the state belongs to one instance and one caller. */
export function evolve(state: InstanceState, record: TurnRecord): void {
  for (const task of record.opened) state.open.set(task.id, task);
  for (const event of record.events) {
    const answered = answeredTask(state, event);
    if (answered !== undefined) state.open.delete(answered);
    if (isMessage(event)) event.IsPlayed = true;
    state.history.push(event);
  }
  for (const id of record.closed) state.open.delete(id);
  state.leaves.push(...record.leaves);
  if (record.leaves.length > 0) state.locks = locksAfter(state.locks, record.leaves);
  state.nextId = record.nextId;
  state.actionCount = record.actionCount;
  state.suspended = record.suspended;
  state.turns += 1;
}

/** The critical section that is open after these steps. */
export function locksAfter(locks: readonly string[], leaves: readonly TrackedLeaf[]): readonly string[] {
  const last = leaves.findLast(({ kind }) => kind === ActionType.LockEntities || kind === ActionType.ReleaseEntities);
  return last ? (last.lockSet ?? []) : locks;
}

export function isStarted(state: InstanceState): boolean {
  return state.turns > 0;
}

function answeredTask(state: InstanceState, event: HistoryEvent): number | undefined {
  switch (event.EventType) {
    case EventType.TaskCompleted:
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceCompleted:
    case EventType.SubOrchestrationInstanceFailed:
      return event.TaskScheduledId;
    case EventType.TimerFired:
      return event.TimerId;
    case EventType.EventRaised:
      return entityCallNamed(state, event.Name);
    default:
      return undefined;
  }
}

/** True for what an entity answers to a call that is still open. */
export function answersEntityCall(state: InstanceState, message: OrchestratorMessage): boolean {
  return message.type === 'event' && entityCallNamed(state, message.name) !== undefined;
}

function entityCallNamed(state: InstanceState, name: string): number | undefined {
  for (const task of state.open.values()) if (task.requestId === name) return task.id;
  return undefined;
}

/** Only events that came as messages are ever marked as played; what the engine wrote itself never is. */
function isMessage(event: HistoryEvent): boolean {
  switch (event.EventType) {
    case EventType.ExecutionStarted:
    case EventType.TaskCompleted:
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceCompleted:
    case EventType.SubOrchestrationInstanceFailed:
    case EventType.TimerFired:
    case EventType.EventRaised:
      return true;
    default:
      return false;
  }
}

export function hasOpenActivities(state: InstanceState): boolean {
  for (const task of state.open.values()) if (task.type === 'activity') return true;
  return false;
}

export function earliestTimer(state: InstanceState): number | null {
  let earliest: number | null = null;
  for (const { fireAt } of state.open.values()) {
    if (fireAt !== undefined && (earliest === null || fireAt < earliest)) earliest = fireAt;
  }
  return earliest;
}
