/**
 * Where in its history an orchestrator decided to continue as new. It looks at nothing that comes later, so a wait that
 * is still open has not taken a later event, and the next execution is to have it, as on the real host. The answer does
 * not tell the place: it is found by asking again with less, and only where an event is in doubt.
 */
import { consumedEvents } from './carry-over';
import { orchestratorStarted } from './events';
import type { HistoryEvent } from './history';
import type { OrchestratorDecision } from './reply';
import { leafName } from './schedule';
import { historyForReplay, type Turn } from './turn';

type Ask = (history: readonly HistoryEvent[]) => Promise<OrchestratorDecision>;

/** How many events of the turn's history the decision rests on, as far as it matters to a wait. */
export async function decisionPoint(turn: Turn, { leaves }: OrchestratorDecision, ask: Ask): Promise<number> {
  const history = historyForReplay(turn);
  // Whatever came alone is what the orchestrator decided on.
  const settled = turn.received.length === 1 ? history.length - 1 : history.length;
  const waits = leaves.map((action) => ({ kind: action.actionType, name: leafName(action) }));
  let seen = history.length;
  for (const position of consumedEvents(history, waits).reverse()) {
    if (position === settled) return seen;
    // A turn without messages at its end makes all that comes before it a replay, which logs nothing.
    const { end } = await ask([...history.slice(0, position), orchestratorStarted(turn.at)]);
    if (end.type !== 'continuedAsNew') return seen;
    seen = position;
  }
  return seen;
}
