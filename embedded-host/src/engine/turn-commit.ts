/** Describes a decided turn for the store: the row after it, its journal line, and what it sends. */
import type { Commit, InstanceRow } from '../store/store';
import { unconsumedEvents } from './carry-over';
import type { TurnEnd } from './conclude';
import type { EngineCore } from './core';
import { EventType } from './history';
import { newGuid } from './ids';
import { newRow, parentOf, rowAfter } from './instance-row';
import { traceOf } from './instance-trace';
import { writeRecord } from './journal';
import type { StartMessage } from './messages';
import type { Outbox } from './outbox';
import { addressAll, answerParent, releaseLocks } from './send';
import type { Turn } from './turn';
import type { TurnRecord } from './instance-state';

export interface DecidedTurn {
  readonly turn: Turn;
  /** The record of the turn; the turn's state has evolved by it already. */
  readonly record: TurnRecord;
  readonly end: TurnEnd;
  /** JSON text; what the orchestrator set last. */
  readonly customStatus: string | null;
  /** True when an older, finished run stands under the same key. */
  readonly replacesOlder: boolean;
}

export interface Described {
  readonly row: InstanceRow;
  readonly commit: Commit;
}

export function describeTurn(core: EngineCore, before: InstanceRow, decided: DecidedTurn, outbox: Outbox): Described {
  const { turn, end } = decided;
  addressAll(core, turn, outbox);
  if (end.type !== 'none') releaseLocks(core, turn, outbox);
  answerParent(core, before, end, turn.at, outbox);
  return end.type === 'continuedAsNew' ? startOver(before, turn, end, outbox) : goOn(before, decided, outbox);
}

function goOn(before: InstanceRow, decided: DecidedTurn, outbox: Outbox): Described {
  const { turn, record, end, customStatus } = decided;
  const row = rowAfter(before, { at: turn.at, end, state: turn.state, customStatus, ...suspension(turn) });
  const truncate = [...(decided.replacesOlder ? [row.key] : []), ...outbox.truncated];
  return {
    row,
    commit: {
      ...(truncate.length > 0 && { truncate }),
      instance: row,
      journal: { key: row.key, turn: turn.state.turns - 1, record: writeRecord(record) },
      ...outbox.toCommit(),
    },
  };
}

type Continued = Extract<TurnEnd, { readonly type: 'continuedAsNew' }>;

/** Continue-as-new: the same instance with a new execution, an empty history and what nobody has awaited yet. */
function startOver(before: InstanceRow, turn: Turn, { input, seen }: Continued, outbox: Outbox): Described {
  const start: StartMessage = {
    type: 'start',
    name: before.name,
    version: before.version,
    input,
    // Without hyphens, as the real host writes the id of a continued execution.
    executionId: newGuid().replaceAll('-', ''),
    parent: parentOf(before),
    generation: null,
    at: turn.at,
    ...continuedTrace(before, turn),
  };
  const { key, id, customStatus } = before;
  const row: InstanceRow = { ...newRow(key, id, start), status: 'Running', customStatus };
  outbox.send(key, start);
  for (const event of unconsumedEvents(turn.state, seen ?? turn.state.history.length)) outbox.send(key, event);
  return { row, commit: { truncate: [key, ...outbox.truncated], instance: row, ...outbox.toCommit() } };
}

/** All executions of an instance are one span, which began with the first of them. */
function continuedTrace(before: InstanceRow, { state, at }: Turn): Pick<StartMessage, 'trace'> {
  const trace = traceOf(before);
  if (!trace) return {};
  return { trace: { since: state.history[0]?.Timestamp.getTime() ?? at, ...trace } };
}

/** The reason of a suspension that began in this turn: it is shown as output while it lasts. */
function suspension(turn: Turn): { suspendReason?: string | null } {
  const suspended = turn.received.findLast((event) => event.EventType === EventType.ExecutionSuspended);
  return turn.suspended && suspended ? { suspendReason: suspended.Reason } : {};
}
