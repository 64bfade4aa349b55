/**
 * Events that an execution received and never awaited go with it into the next one, when it continues as new. The real
 * host loses those that came before it decided so; a sender that was told 202 cannot know that.
 */
import { ActionType } from './actions';
import type { EventRaised, HistoryEvent } from './history';
import { EventType } from './history';
import type { InstanceState, TrackedLeaf } from './instance-state';
import type { EventMessage } from './messages';

type Leaf = Pick<TrackedLeaf, 'kind' | 'name'>;

/** `seen` is how much of its history the orchestrator had looked at when it decided. */
export function unconsumedEvents({ history, leaves }: InstanceState, seen: number): EventMessage[] {
  const requestIds = sentRequestIds(history);
  const consumed = new Set(consumedEvents(history.slice(0, seen), leaves));
  return history
    .filter((event, position): event is EventRaised => isRaised(event) && !consumed.has(position))
    .filter(({ Name }) => !requestIds.has(Name))
    .map(toMessage);
}

/** Positions of the events that a wait took: those of one name are consumed in order of arrival, one by each wait. */
export function consumedEvents(history: readonly HistoryEvent[], leaves: readonly Leaf[]): number[] {
  const waits = new Map<string, number>();
  for (const { kind, name } of leaves) {
    if (kind === ActionType.WaitForExternalEvent) waits.set(name, (waits.get(name) ?? 0) + 1);
  }
  return history.flatMap((event, position) => (isRaised(event) && consume(waits, event.Name) ? [position] : []));
}

function isRaised(event: HistoryEvent): event is EventRaised {
  return event.EventType === EventType.EventRaised;
}

function consume(waits: Map<string, number>, name: string): boolean {
  const left = waits.get(name) ?? 0;
  if (left === 0) return false;
  waits.set(name, left - 1);
  return true;
}

/** Answers of entities arrive as events, too; they belong to their calls. */
function sentRequestIds(history: readonly HistoryEvent[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of history) {
    if (event.EventType !== EventType.EventSent) continue;
    // Written by `requestText`.
    ids.add((JSON.parse(event.Input) as { id: string }).id);
  }
  return ids;
}

function toMessage(event: EventRaised): EventMessage {
  return { type: 'event', name: event.Name, input: event.Input, at: event.Timestamp.getTime() };
}
