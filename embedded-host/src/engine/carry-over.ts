/**
 * Events that an execution received and never awaited go with it into the next one, when it continues as new. The real
 * host loses them; a sender that was told 202 cannot know that.
 */
import { ActionType } from './actions';
import type { EventRaised, HistoryEvent } from './history';
import { EventType } from './history';
import type { InstanceState } from './instance-state';
import type { EventMessage } from './messages';

export function unconsumedEvents(state: InstanceState): EventMessage[] {
  const requestIds = sentRequestIds(state.history);
  const waits = new Map<string, number>();
  for (const leaf of state.leaves) {
    if (leaf.kind === ActionType.WaitForExternalEvent) waits.set(leaf.name, (waits.get(leaf.name) ?? 0) + 1);
  }
  const raised = state.history.filter((event): event is EventRaised => event.EventType === EventType.EventRaised);
  return raised.filter((event) => !requestIds.has(event.Name) && !consume(waits, event.Name)).map(toMessage);
}

/** Events of one name are consumed in order of arrival, one by each wait. */
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
