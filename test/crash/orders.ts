/** Orders of every kind, with what may become of them. */
import type { z } from 'zod';
import type { PurchaseOrder, PurchaseResult } from '../../src/processes/purchase/contract';

type Outcome = PurchaseResult['outcome'];

export interface Kind {
  readonly name: string;
  readonly order: Partial<z.input<typeof PurchaseOrder>>;
  readonly outcomes: readonly Outcome[];
  /** What somebody does while it runs. */
  readonly meanwhile?: 'approve' | 'reject' | 'cancel';
}

const shipTo = { name: 'Ada', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const mug = { sku: 'MUG-RED', quantity: 2 };
const shirt = { sku: 'SHIRT-M', quantity: 1 };
const piano = { sku: 'PIANO-GRAND', quantity: 1 };

export const kinds: readonly Kind[] = [
  { name: 'nobody decides', order: { lines: [piano] }, outcomes: ['expired'] },
  { name: 'two warehouses', order: { lines: [mug, shirt] }, outcomes: ['fulfilled'] },
  { name: 'approved', order: { lines: [piano, mug] }, outcomes: ['fulfilled'], meanwhile: 'approve' },
  { name: 'not approved', order: { cardToken: 'tok_suspicious' }, outcomes: ['rejected'], meanwhile: 'reject' },
  { name: 'cancelled while it waits', order: { lines: [piano] }, outcomes: ['cancelled'], meanwhile: 'cancel' },
  { name: 'cancelled in haste', order: {}, outcomes: ['cancelled', 'fulfilled'], meanwhile: 'cancel' },
  { name: 'card declined', order: { cardToken: 'tok_declined' }, outcomes: ['rejected'] },
  { name: 'capture declined', order: { cardToken: 'tok_capture_declined+void_flaky_1' }, outcomes: ['rejected'] },
  { name: 'fraud', order: { cardToken: 'tok_fraud' }, outcomes: ['rejected'] },
  { name: 'out of stock', order: { lines: [mug, { sku: 'GONE-1', quantity: 1 }] }, outcomes: ['rejected'] },
  { name: 'the last piece', order: { lines: [{ sku: 'RARE-1', quantity: 1 }] }, outcomes: ['fulfilled', 'rejected'] },
  { name: 'flaky services', order: { cardToken: 'tok_flaky_1+capture_flaky_1' }, outcomes: ['fulfilled'] },
  {
    name: 'lost answers',
    order: {
      lines: [{ sku: 'LOST-ANSWER-1', quantity: 3 }],
      cardToken: 'tok_lost_answer_1+capture_lost_answer_1',
      shipTo: { ...shipTo, postalCode: 'LOST-ANSWER-1' },
      customer: { id: 'ada', email: 'lost-answer-1@example.com' },
    },
    outcomes: ['fulfilled'],
  },
  { name: 'address not served', order: { shipTo: { ...shipTo, country: 'AQ' } }, outcomes: ['undeliverable'] },
];

export function bodyOf({ order }: Kind): string {
  const customer = { id: 'ada', email: 'ada@example.com' };
  return JSON.stringify({ customer, lines: [mug], cardToken: 'tok_visa', shipTo, ...order });
}
