/** Behind the pivot: one parcel per warehouse, all at once. What cannot be sent is paid back. */
import { stockLevel } from '../../entities/stock-level/contract';
import { call } from '../../orchestration/call';
import { ask } from '../../orchestration/entity-call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { createParcel } from '../../services/shipping/contract';
import type { WarehouseId } from '../../shared/ids';
import type { Parcel, UndeliveredLine } from './contract';
import type { Order } from './order';
import { refund } from './payment';
import { releaseStock, type ReservedLine } from './stock';

export interface Delivery {
  readonly parcels: Parcel[];
  readonly undelivered: UndeliveredLine[];
  readonly refundedCents: number;
}

interface Consignment {
  readonly order: Order;
  readonly warehouse: WarehouseId;
  readonly lines: readonly ReservedLine[];
}

export function* deliver(context: ProcessContext, order: Order, reserved: readonly ReservedLine[]): Step<Delivery> {
  const byWarehouse = Map.groupBy(reserved, ({ warehouse }) => warehouse);
  const deliveries = yield* parallel(
    context,
    Array.from(
      byWarehouse,
      ([warehouse, lines]) =>
        (branch) =>
          send(branch, { order, warehouse, lines }),
    ),
  );
  return {
    parcels: deliveries.flatMap(({ parcels }) => parcels),
    undelivered: deliveries.flatMap(({ undelivered }) => undelivered),
    refundedCents: deliveries.reduce((sum, { refundedCents }) => sum + refundedCents, 0),
  };
}

function* send(context: ProcessContext, consignment: Consignment): Step<Delivery> {
  const { order, warehouse, lines } = consignment;
  const answer = yield* call(
    context,
    createParcel,
    {
      reference: `${order.reference}/${warehouse}`,
      orderId: order.orderId,
      warehouse,
      lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
      address: order.shipTo,
    },
    { step: `${createParcel.name}/${warehouse}` },
  );
  if (answer.outcome === 'refused') return yield* returnToShelf(context, consignment, answer.reason);
  const { parcelId, trackingNumber } = answer;
  return { parcels: [{ warehouse, parcelId, trackingNumber }], ...(yield* takeFromShelf(context, consignment)) };
}

function* returnToShelf(context: ProcessContext, consignment: Consignment, reason: string): Step<Delivery> {
  const { order, lines } = consignment;
  for (const { sku } of lines) yield* releaseStock(context, order, sku);
  return {
    parcels: [],
    ...(yield* payBack(
      context,
      consignment,
      lines.map((line) => ({ line, reason })),
    )),
  };
}

/** Usually all of it: only what outlived its reservation may be gone, and is taken off the parcel. */
function* takeFromShelf(context: ProcessContext, consignment: Consignment): Step<Omit<Delivery, 'parcels'>> {
  const missing: Missing[] = [];
  for (const line of consignment.lines) {
    const input = { reservationId: consignment.order.reference, quantity: line.quantity, now: context.now };
    const answer = yield* ask(context, { entity: stockLevel, key: line.sku, operation: 'ship', input });
    if (answer.outcome !== 'shipped') missing.push({ line, reason: answer.outcome });
  }
  return yield* payBack(context, consignment, missing);
}

interface Missing {
  readonly line: ReservedLine;
  readonly reason: string;
}

function* payBack(
  context: ProcessContext,
  { order, warehouse }: Consignment,
  missing: readonly Missing[],
): Step<Omit<Delivery, 'parcels'>> {
  const refundedCents = missing.reduce((sum, { line }) => sum + line.lineCents, 0);
  if (refundedCents > 0) {
    yield* refund(context, { reference: order.reference, amountCents: refundedCents }, warehouse);
  }
  const undelivered = missing.map(({ line: { sku, quantity }, reason }) => ({ sku, quantity, reason }));
  return { undelivered, refundedCents };
}
