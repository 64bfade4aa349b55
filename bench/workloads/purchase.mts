import { resolve } from 'node:path';
import { z } from 'zod';
import type { Workload } from './workload.mts';

const order = {
  customer: { id: 'ada', email: 'ada@example.com' },
  lines: [
    { sku: 'MUG-RED', quantity: 1 },
    { sku: 'SHIRT-M', quantity: 1 },
  ],
  currency: 'EUR',
  cardToken: 'tok_visa',
  // The edge stamps the version that is current; without one, an order runs as those did that knew of none.
  processVersion: 2,
  shipTo: { name: 'Ada', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
};

/** Each tenth purchase is one that a human has to approve. */
const needsApproval = (n: number) => n % 10 === 9;
const approved = { decision: 'approve', by: 'bench', decisionId: 'bench', at: '2026-01-01T00:00:00.000Z' };

const Fulfilled = z.object({ outcome: z.literal('fulfilled'), parcels: z.array(z.unknown()).length(2) });

export const purchase: Workload = {
  title: 'a purchase: 7 activities, 6 entity operations, each tenth with an approval',
  app: resolve(import.meta.dirname, '../..'),
  orchestrator: 'purchase',
  input: (n) => (needsApproval(n) ? { ...order, options: { approvalThresholdCents: 0 } } : order),
  isExpected: (output) => Fulfilled.safeParse(output).success,
  event: (n) => (needsApproval(n) ? { name: 'approval:approval', data: approved } : undefined),
  // Loaded only when it is measured: the services are not to count as memory of the other workloads.
  plain: async (dataFolder) => (await import('./plain-purchase.mts')).plainPurchase(dataFolder, order),
};
