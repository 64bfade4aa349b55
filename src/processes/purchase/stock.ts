import { stockLevel } from '../../entities/stock-level/contract';
import { ask } from '../../orchestration/entity-call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga, UndoOptions } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import type { PricedLine } from '../../services/pricing/contract';
import { DAY_MS } from '../../shared/durations';
import type { Sku, WarehouseId } from '../../shared/ids';
import type { Instant } from '../../shared/instant';
import type { Order } from './order';

/** What a reservation lives longer than the decision that it waits for: payment and shipping may be slow. */
const RESERVATION_MARGIN_MS = DAY_MS;

export interface ReservedLine extends PricedLine {
  readonly warehouse: WarehouseId;
}

interface Refused {
  readonly outcome: 'refused';
  readonly sku: Sku;
  readonly reason: string;
}

export type Reserved = { readonly outcome: 'reserved'; readonly lines: readonly ReservedLine[] } | Refused;

interface Reservation {
  readonly order: Order;
  readonly undo: UndoOptions;
  readonly now: Instant;
  readonly expiresAt: Instant;
}

interface Reserving {
  readonly order: Order;
  readonly lines: readonly PricedLine[];
  /** How the lines are released: together since version 2, one after the other before. */
  readonly undo?: UndoOptions;
}

/** Reserves all lines at once. All or nothing: the saga releases every line that may be held. */
export function* reserveStock(
  context: ProcessContext,
  saga: Saga,
  { order, lines, undo = {} }: Reserving,
): Step<Reserved> {
  const expiresAt = context.after(order.options.approvalDeadlineMs + RESERVATION_MARGIN_MS);
  const reservation = { order, undo, now: context.now, expiresAt };
  const answers = yield* parallel(
    context,
    lines.map((line) => (branch) => reserveLine(branch, saga, { ...reservation, line })),
  );
  const refused = answers.find((answer) => answer.outcome === 'refused');
  return refused ?? { outcome: 'reserved', lines: answers.flatMap((answer) => ('line' in answer ? answer.line : [])) };
}

function* reserveLine(
  context: ProcessContext,
  saga: Saga,
  { order, line, undo, now, expiresAt }: Reservation & { readonly line: PricedLine },
): Step<{ readonly outcome: 'reserved'; readonly line: ReservedLine } | Refused> {
  const { sku, quantity } = line;
  const release = saga.undoWith(`release ${sku}`, () => releaseStock(context, order, sku), undo);
  const input = { reservationId: order.reference, quantity, now, expiresAt };
  const answer = yield* ask(context, { entity: stockLevel, key: sku, operation: 'reserve', input });
  if (answer.outcome === 'reserved') return { outcome: 'reserved', line: { ...line, warehouse: answer.warehouse } };
  release.drop();
  return { outcome: 'refused', sku, reason: answer.outcome };
}

export function* releaseStock(context: ProcessContext, order: Order, sku: Sku): Step<void> {
  const input = { reservationId: order.reference, now: context.now };
  const answer = yield* ask(context, { entity: stockLevel, key: sku, operation: 'release', input });
  if (answer.outcome === 'alreadyShipped') throw new Error(`${sku} has left the warehouse and cannot be released.`);
}
