/**
 * Rewinding a failed execution: its failures are taken back, and the tasks that failed run again under their old ids.
 *
 * What the orchestrator did because of the first failure (compensation, for example) is taken back with it: the replay
 * may come to another path. Tasks that had been scheduled before and succeeded keep their results. As on the real host,
 * whatever is taken back stays visible as a GenericEvent.
 *
 * Guarded by `embedded-host/test/engine/rewind.test.ts`.
 */
import { genericEvent } from './events';
import type { HistoryEvent } from './history';
import { EventType } from './history';
import type { OpenTask, TrackedLeaf, TurnRecord } from './instance-state';
import { isLastAttempt } from './retries';

export interface Rewound {
  /** The whole journal of the rewound execution. */
  readonly record: TurnRecord;
  /** Ids of the tasks that run again; none when the orchestrator itself had thrown. */
  readonly taskIds: readonly number[];
}

interface Cut {
  /** Ids from this one on are taken back. */
  readonly nextId: number;
  readonly leaves: readonly TrackedLeaf[];
  readonly actionCount: number;
}

export function rewind(records: readonly TurnRecord[]): Rewound {
  const leaves = records.flatMap((record) => record.leaves);
  const tasks = new Map(records.flatMap(({ opened }) => opened.map((task) => [task.id, task] as const)));
  const failed = (event: HistoryEvent): OpenTask | undefined => finalFailure(event, tasks, leaves);
  const first = records.findIndex(({ events }) => events.some((event) => failed(event) !== undefined));
  const cut = cutBefore(records, first < 0 ? records.length - 1 : first);
  const history = records.flatMap(({ events }) => events);
  const again = history.flatMap((event) => failed(event) ?? []).filter(({ id }) => id < cut.nextId);
  const taskIds = again.map(({ id }) => id);
  const events = history.map((event) => (isTakenBack(event, cut, taskIds) ? genericEvent(event) : event));
  const stillOpen = openAtTheEnd(records, tasks).filter(({ id }) => id < cut.nextId);
  const record = { ...cut, events, opened: [...stillOpen, ...again], closed: [], suspended: false };
  return { record, taskIds };
}

/** The task whose failure the orchestrator saw: not an attempt that was followed by another one. */
function finalFailure(
  event: HistoryEvent,
  tasks: ReadonlyMap<number, OpenTask>,
  leaves: readonly TrackedLeaf[],
): OpenTask | undefined {
  const isFailure =
    event.EventType === EventType.TaskFailed || event.EventType === EventType.SubOrchestrationInstanceFailed;
  const task = isFailure ? tasks.get(event.TaskScheduledId) : undefined;
  const retry = task && leaves[task.leaf]?.retry;
  return task && retry && !isLastAttempt(retry, task.attempt) ? undefined : task;
}

function cutBefore(records: readonly TurnRecord[], index: number): Cut {
  const kept = records.slice(0, index);
  const last = kept.at(-1);
  return {
    nextId: last?.nextId ?? 0,
    leaves: kept.flatMap((record) => record.leaves),
    actionCount: last?.actionCount ?? 0,
  };
}

function isTakenBack(event: HistoryEvent, cut: Cut, again: readonly number[]): boolean {
  const id = idOf(event);
  return id !== undefined && (id >= cut.nextId || again.includes(id));
}

/** The id that an event takes or answers. */
function idOf(event: HistoryEvent): number | undefined {
  if ('TaskScheduledId' in event) return event.TaskScheduledId;
  if ('TimerId' in event) return event.TimerId;
  return event.EventId >= 0 ? event.EventId : undefined;
}

function openAtTheEnd(records: readonly TurnRecord[], tasks: ReadonlyMap<number, OpenTask>): OpenTask[] {
  const closed = new Set(records.flatMap((record) => record.closed));
  const history = records.flatMap(({ events }) => events);
  const answered = new Set(history.flatMap((event) => (event.EventId < 0 ? (idOf(event) ?? []) : [])));
  const raised = new Set(history.flatMap((event) => (event.EventType === EventType.EventRaised ? [event.Name] : [])));
  const isOpen = ({ id, requestId }: OpenTask): boolean =>
    !closed.has(id) && !answered.has(id) && !(requestId !== undefined && raised.has(requestId));
  return [...tasks.values()].filter(isOpen);
}
