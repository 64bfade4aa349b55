import { describe, expect, it } from '@jest/globals';
import { purchase } from '../../src/processes/purchase/contract';
import { catalogue } from '../../src/services/stand-in/test-values';
import { anOrder } from '../support/an-order';
import { FaultyApp } from './faulty-app';
import { brokenRules } from './judge';
import { type MatrixReport, runFaultMatrix } from './matrix';
import type { Subject } from './subject';

/** A minute is usual; a machine that is busy with other things may take its time. */
const TIME_LIMIT_MS = 900_000;

const lines = [
  { sku: 'MUG-RED', quantity: 2 },
  { sku: 'SHIRT-M', quantity: 1 },
];

const inputOf = (change: object) => ({ ...anOrder({ lines, ...change }), processVersion: purchase.version });
const shared = {
  process: purchase.name,
  isBestEffort: (step: string) => step.startsWith('notifications.'),
  audit,
} satisfies Partial<Subject>;

/** Two lines from two warehouses. */
const sold: Subject = { ...shared, input: inputOf({}) };
const declinedAtThePivot: Subject = { ...shared, input: inputOf({ cardToken: 'tok_capture_declined' }) };

/** Either everything is paid and has left, or it is as if the order had never been. */
async function audit(app: FaultyApp, instanceId: string): Promise<readonly string[]> {
  const payment = app.records.payment(instanceId)?.state ?? 'voided';
  const parcels = app.records.parcels().filter((parcel) => 'orderId' in parcel && parcel.orderId === instanceId);
  const stock = await Promise.all(lines.map(({ sku }) => stockOf(app, sku, instanceId)));
  const evidence = [payment, `${parcels.length} parcels`, ...stock].join(', ');
  const isSold = evidence === 'captured, 2 parcels, shipped, shipped';
  return isSold || evidence === 'voided, 0 parcels, free, free' ? [] : [evidence];
}

async function stockOf(app: FaultyApp, sku: string, reservationId: string): Promise<string> {
  const { reservations = [], ended = [] } = (await app.stock(sku)) ?? {};
  if (reservations.some(({ id }) => id === reservationId)) return 'reserved';
  return ended.some(({ id, as }) => id === reservationId && as === 'shipped') ? 'shipped' : 'free';
}

/** Nothing is lost or invented, whoever has it. */
async function countOf(app: FaultyApp, sku: string): Promise<number> {
  const { onHand = 0, shipped = 0 } = (await app.stock(sku)) ?? {};
  return onHand + shipped;
}

describe('the fault matrix of a purchase', () => {
  it(
    'keeps its rules when it is sold in the end',
    async () => {
      const { steps, undos, findings } = await cellsOf('sold', sold);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps).toEqual([
        ...before,
        'payments.capture',
        'shipping.createParcel/north',
        'shipping.createParcel/south',
        'stockLevel.ship/MUG-RED',
        'stockLevel.ship/SHIRT-M',
        'notifications.send/orderConfirmed',
      ]);
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(75);
    },
    TIME_LIMIT_MS,
  );

  it(
    'keeps its rules when the pivot is refused',
    async () => {
      const { steps, undos, findings } = await cellsOf('declined at the pivot', declinedAtThePivot);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps).toEqual([...before, 'payments.capture']);
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(42);
    },
    TIME_LIMIT_MS,
  );
});

const before = [
  'pricing.priceOrder',
  'stockLevel.reserve/MUG-RED',
  'stockLevel.reserve/SHIRT-M',
  'fraud.scoreOrder',
  'payments.authorize',
];

const expectedUndos = ['payments.void', 'stockLevel.release/MUG-RED', 'stockLevel.release/SHIRT-M'];

async function cellsOf(name: string, subject: Subject): Promise<MatrixReport> {
  await using app = await FaultyApp.start();
  const report = await runFaultMatrix(app, subject);
  console.log(`fault matrix of a purchase, ${name}: ${report.findings.length} cells ran`);
  for (const { sku } of lines) expect(await countOf(app, sku)).toBe(catalogue.get(sku)?.onHand);
  return report;
}
