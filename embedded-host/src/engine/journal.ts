/** The text form of turn records: one JSON list for each turn of an instance. */
import type { HistoryEvent } from './history';
import type { InstanceState, OpenTask, TrackedLeaf, TurnRecord } from './instance-state';
import { emptyState, evolve } from './instance-state';
import type { PackedEvent } from './packed-event';
import { packEvent, unpackEvent } from './packed-event';

type PackedRecord = readonly [
  events: readonly PackedEvent[],
  nextId: number,
  actionCount: number,
  suspended: boolean,
  leaves: readonly TrackedLeaf[],
  opened: readonly OpenTask[],
  closed: readonly number[],
];

export function writeRecord(record: TurnRecord): string {
  const { events, nextId, actionCount, suspended, leaves, opened, closed } = record;
  const packed: PackedRecord = [events.map(packEvent), nextId, actionCount, suspended, leaves, opened, closed];
  return JSON.stringify(packed);
}

export function readRecord(text: string): TurnRecord {
  // Only `writeRecord` writes journal lines; the schema of the store is versioned.
  const packed = JSON.parse(text) as PackedRecord;
  const [events, nextId, actionCount, suspended, leaves, opened, closed] = packed;
  return { events: events.map(unpackEvent), nextId, actionCount, suspended, leaves, opened, closed };
}

export function stateFromJournal(lines: readonly string[]): InstanceState {
  const state = emptyState();
  for (const line of lines) evolve(state, readRecord(line));
  return state;
}

export function historyFromJournal(lines: readonly string[]): HistoryEvent[] {
  return lines.flatMap((line) => [...readRecord(line).events]);
}
