import { resolve } from 'node:path';
import { z } from 'zod';
import { plainPurchase } from './plain-purchase.mts';
import type { Workload } from './workload.mts';

const order = {
  customer: { id: 'ada', email: 'ada@example.com' },
  lines: [
    { sku: 'MUG-RED', quantity: 1 },
    { sku: 'SHIRT-M', quantity: 1 },
  ],
  currency: 'EUR',
  cardToken: 'tok_visa',
  shipTo: { name: 'Ada', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
};

const Fulfilled = z.object({ outcome: z.literal('fulfilled'), parcels: z.array(z.unknown()).length(2) });

export const purchase: Workload = {
  title: 'A purchase of two lines from two warehouses',
  app: resolve(import.meta.dirname, '../..'),
  orchestrator: 'purchase',
  input: order,
  isExpected: (output) => Fulfilled.safeParse(output).success,
  plain: (dataFolder) => plainPurchase(dataFolder, order),
};
