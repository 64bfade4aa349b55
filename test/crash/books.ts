/** What the services have in their own records, and the stock in its entities: the evidence of an audit. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { stockLevel, StockLevelState } from '../../src/entities/stock-level/contract';
import { messagesIn } from '../../src/services/notifications/notifications';
import { capturePayment } from '../../src/services/payments/contract';
import { paymentsIn } from '../../src/services/payments/payment';
import { parcelsIn } from '../../src/services/shipping/parcel';
import { bookingsIn } from '../../src/services/stand-in/inventory';
import { Records } from '../../src/services/stand-in/records';
import { catalogue } from '../../src/services/stand-in/test-values';

export type Books = ReturnType<typeof openBooks>;

export function openBooks(folder: string) {
  const records = (service: string) => new Records({ folder, service });
  const travel = ['flights', 'hotels', 'cars'].map((service) => bookingsIn(records(service)));
  return {
    payments: paymentsIn(records('payments')),
    parcels: parcelsIn(records('shipping')),
    messages: messagesIn(records('notifications')),
    /** What the travel services hold, have sold and have let go. */
    bookings: () => travel.flatMap((bookings) => bookings.all()),
    /** Every time that money was taken, whatever the key it was asked with. */
    captures: () => capturesIn(join(folder, 'payments.sqlite')),
  };
}

const Effect = z.object({ idempotency_key: z.string(), answer: z.string() });

function capturesIn(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const effects = database.prepare('SELECT idempotency_key, answer FROM effects').all();
    return effects.flatMap((effect) => captureOf(Effect.parse(effect)));
  } finally {
    database.close();
  }
}

function captureOf({ idempotency_key: key, answer }: z.infer<typeof Effect>) {
  const { data } = capturePayment.output.safeParse(JSON.parse(answer));
  return data?.outcome === 'captured' ? [{ order: key.split('/')[0] ?? '', captureId: data.captureId }] : [];
}

/** The shelves that somebody has used, with what lay on them at first. */
export async function readShelves(host: MortalHost) {
  const shelves = [];
  for (const [sku, { onHand: initially }] of catalogue) {
    const path = `/runtime/webhooks/durabletask/entities/${stockLevel.name}/${sku}`;
    const { status, body } = await host.insist(path);
    if (status === 200) shelves.push({ initially, ...StockLevelState.parse(body) });
  }
  return shelves;
}
