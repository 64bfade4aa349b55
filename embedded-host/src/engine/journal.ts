/** The text form of turn records: JSON, with timestamps as ISO 8601. */
import type { HistoryEvent } from './history';
import type { InstanceState, TurnRecord } from './instance-state';
import { emptyState, evolve } from './instance-state';

export function writeRecord(record: TurnRecord): string {
  return JSON.stringify(record);
}

export function readRecord(text: string): TurnRecord {
  // Only `writeRecord` writes journal lines; the schema of the store is versioned.
  const record = JSON.parse(text) as TurnRecord;
  return { ...record, events: record.events.map(reviveTimestamp) };
}

export function stateFromJournal(lines: readonly string[]): InstanceState {
  const state = emptyState();
  for (const line of lines) evolve(state, readRecord(line));
  return state;
}

export function historyFromJournal(lines: readonly string[]): HistoryEvent[] {
  return lines.flatMap((line) => [...readRecord(line).events]);
}

/** JSON leaves dates as text; the SDK and the rest of the engine want a `Date`. */
function reviveTimestamp(event: HistoryEvent): HistoryEvent {
  return { ...event, Timestamp: new Date(event.Timestamp) };
}
