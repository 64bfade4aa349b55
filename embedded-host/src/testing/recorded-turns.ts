/** The turns of a recording, as the engine had them. */
import type { TurnEnd } from '../engine/conclude';
import { CompletionStatus } from '../engine/events';
import { EventType, type HistoryEvent } from '../engine/history';
import { newGuid } from '../engine/ids';
import { evolve, type InstanceState, type TurnRecord } from '../engine/instance-state';
import type { FunctionRunner } from '../engine/runner';
import { defaultEngineSettings } from '../engine/settings';
import { beginTurn, type Turn } from '../engine/turn';
import type { Recording } from './recording';

/** Fresh objects each time: `evolve` marks events as played. */
export function turnsOf({ turns }: Recording): TurnRecord[] {
  // The schema of a recording has checked what tells records apart; the rest was written by `record.ts`.
  const records = structuredClone(turns) as unknown as TurnRecord[];
  const revive = (event: HistoryEvent): HistoryEvent => ({
    ...event,
    IsPlayed: false,
    Timestamp: new Date(event.Timestamp),
  });
  return records.map((record) => ({ ...record, events: record.events.map(revive) }));
}

/** The orchestrator decides no turn that only suspends or terminates; a rewind leaves several turns in one record. */
export function isDecided({ events, suspended }: TurnRecord): boolean {
  const starts = events.filter(({ EventType: type }) => type === EventType.OrchestratorStarted).length;
  return !suspended && starts === 1 && !events.some(({ EventType: type }) => type === EventType.ExecutionTerminated);
}

/** The turn as it was when the orchestrator was asked. */
export function turnBefore(
  record: TurnRecord,
  state: InstanceState,
  { recording, runner }: { readonly recording: Recording; readonly runner: FunctionRunner },
): Turn {
  const { instanceId: id, name, executionId } = recording;
  const context = { instance: { id, name, executionId }, settings: defaultEngineSettings, functions: runner, newGuid };
  const turn = beginTurn(context, state, record.events[0]?.Timestamp.getTime() ?? 0);
  turn.received.push(...receivedIn(record));
  for (const id of answeredIn(record, state)) turn.answered.add(id);
  turn.opened.push(...record.opened.filter(({ leaf }) => leaf < state.leaves.length));
  turn.suspended = record.suspended;
  return turn;
}

/** What the turn took in stands between its start and what it scheduled; only the latter carries ids to the end. */
function receivedIn({ events }: TurnRecord): readonly HistoryEvent[] {
  const last = events.findLastIndex(
    (event) => event.EventId < 0 && event.EventType !== EventType.OrchestratorCompleted,
  );
  return events.slice(1, last + 1);
}

function answeredIn(record: TurnRecord, state: InstanceState): readonly number[] {
  const after = { ...state, history: [], open: new Map(state.open), leaves: [...state.leaves] };
  evolve(after, { ...structuredClone(record), closed: [] });
  return [...state.open.keys()].filter((id) => !after.open.has(id));
}

/** How the execution ended in that turn. */
export function recordedEnd({ events }: TurnRecord): TurnEnd {
  const completed = events.find((event) => event.EventType === EventType.ExecutionCompleted);
  if (completed === undefined) return { type: 'none' };
  const text = completed.Result ?? '';
  return completed.OrchestrationStatus === CompletionStatus.completed
    ? { type: 'completed', output: completed.Result }
    : { type: 'failed', text, message: text, failureDetails: null };
}
