import { stockLevel } from '../../entities/stock-level/contract';
import { ask } from '../../orchestration/entity-call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import type { PricedLine } from '../../services/pricing/contract';
import { DAY_MS } from '../../shared/durations';
import type { Sku, WarehouseId } from '../../shared/ids';
import type { Order } from './order';

/** What a reservation lives longer than the decision that it waits for: payment and shipping may be slow. */
const RESERVATION_MARGIN_MS = DAY_MS;

export interface ReservedLine extends PricedLine {
  readonly warehouse: WarehouseId;
}

export type Reserved =
  | { readonly outcome: 'reserved'; readonly lines: readonly ReservedLine[] }
  | { readonly outcome: 'refused'; readonly sku: Sku; readonly reason: string };

/** Reserves all lines at once. All or nothing: the saga releases every line, also one whose answer never came. */
export function* reserveStock(
  context: ProcessContext,
  saga: Saga,
  { order, lines }: { readonly order: Order; readonly lines: readonly PricedLine[] },
): Step<Reserved> {
  const expiresAt = context.after(order.options.approvalDeadlineMs + RESERVATION_MARGIN_MS);
  const { now } = context;
  for (const { sku } of lines) saga.undoWith(`release ${sku}`, () => releaseStock(context, order, sku));
  const answers = yield* parallel(
    context,
    lines.map(({ sku, quantity }) => (branch) => {
      const input = { reservationId: order.reference, quantity, now, expiresAt };
      return ask(branch, { entity: stockLevel, key: sku, operation: 'reserve', input });
    }),
  );
  const reserved: ReservedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const answer = answers[index];
    if (answer?.outcome !== 'reserved')
      return { outcome: 'refused', sku: line.sku, reason: answer?.outcome ?? 'closed' };
    reserved.push({ ...line, warehouse: answer.warehouse });
  }
  return { outcome: 'reserved', lines: reserved };
}

export function* releaseStock(context: ProcessContext, order: Order, sku: Sku): Step<void> {
  const input = { reservationId: order.reference, now: context.now };
  const answer = yield* ask(context, { entity: stockLevel, key: sku, operation: 'release', input });
  if (answer.outcome === 'alreadyShipped') throw new Error(`${sku} has left the warehouse and cannot be released.`);
}
