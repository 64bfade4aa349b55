import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { PurchaseOrder, purchaseSettings } from './contract';
import { purchaseProcess } from './orchestrator';

export const purchaseRegistration: ProcessRegistration = {
  process: purchaseProcess,
  order: PurchaseOrder,
  example: {
    customer: { id: 'ada', email: 'ada@example.com' },
    lines: [{ sku: 'MUG-RED', quantity: 2 }],
    cardToken: 'tok_visa',
    shipTo: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
  } satisfies z.input<typeof PurchaseOrder>,
  settings: purchaseSettings,
};
