/** The purchases that are recorded: one for each path on which an instance can be met by a deployment. */
import type { TestHost, TestInstance } from 'embedded-host/testing';
import type { Recording } from './recording.mts';

const usual = {
  customer: { id: 'ada', email: 'ada@example.com' },
  lines: [{ sku: 'MUG-RED', quantity: 2 }],
  currency: 'EUR',
  cardToken: 'tok_visa',
  shipTo: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
};
const expensive = { ...usual, lines: [{ sku: 'PIANO-GRAND', quantity: 1 }] };
const twoWarehouses = { ...usual, lines: [...usual.lines, { sku: 'SHIRT-M', quantity: 1 }] };

export const purchases: Readonly<Record<string, Recording>> = {
  fulfilled: { order: usual },
  'two-warehouses': { order: twoWarehouses },
  'out-of-stock': { order: { ...usual, lines: [...usual.lines, { sku: 'GONE-1', quantity: 1 }] } },
  'capture-declined': { order: { ...twoWarehouses, cardToken: 'tok_capture_declined' } },
  undeliverable: { order: { ...usual, shipTo: { ...usual.shipTo, country: 'AQ' } } },
  'payment-retried': { order: { ...usual, cardToken: 'tok_flaky_2' }, live: (host) => host.skip({ minutes: 5 }) },
  'void-stuck': {
    order: { ...twoWarehouses, cardToken: 'tok_capture_declined+void_flaky_16' },
    live: retryTwice,
  },
  'payment-down': { order: { ...usual, cardToken: 'tok_outage' }, live: (host) => host.skip({ hours: 1 }) },
  'waiting-for-approval': { order: expensive },
  approved: { order: expensive, live: approve },
  expired: { order: expensive, live: (host) => host.skip({ days: 3 }) },
  cancelled: {
    order: expensive,
    live: (_, purchase) => purchase.raiseEvent('cancelRequested', { reason: 'too dear' }),
  },
};

/** The held money is not let go for hours, and at the first retry of the operator neither. */
async function retryTwice(host: TestHost, purchase: TestInstance): Promise<void> {
  await host.skip({ hours: 6 });
  for (const decisionId of ['d-1', 'd-2']) {
    await purchase.raiseEvent('interventionDecided', {
      ...{ interventionId: `purchase~${purchase.id}~1`, decisionId, action: 'retry', reason: 'the bank is back' },
      ...{ by: 'olga', at: (await host.now()).toISOString() },
    });
    await host.settled();
  }
}

async function approve(host: TestHost, purchase: TestInstance): Promise<void> {
  await host.skip({ hours: 25 });
  const at = (await host.now()).toISOString();
  const decision = { decisionId: 'd-1', decision: 'approve', by: 'bob', at };
  await purchase.raiseEvent('approval:approval', decision);
}
