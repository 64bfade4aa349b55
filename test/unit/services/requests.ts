/** Requests that go well; a test changes what it is about. */
import type { z } from 'zod';
import type { BookableContracts } from '../../../src/shared/bookable';
import type { openFile } from '../../../src/services/casework/contract';
import type { sendNotification, sendSecretLink } from '../../../src/services/notifications/contract';
import type { authorizePayment } from '../../../src/services/payments/contract';
import type { createParcel } from '../../../src/services/shipping/contract';
import type { scoreOrder } from '../../../src/services/fraud/contract';
import type { priceOrder } from '../../../src/services/pricing/contract';

export const NOON = '2026-03-01T12:00:00.000Z';

type Of<Contract extends { readonly input: z.ZodType }> = z.input<Contract['input']>;

export function aPriceRequest(changes: Partial<Of<typeof priceOrder>> = {}): Of<typeof priceOrder> {
  return { lines: [{ sku: 'MUG-RED', quantity: 2 }], currency: 'EUR', ...changes };
}

export function aScoreRequest(changes: Partial<Of<typeof scoreOrder>> = {}): Of<typeof scoreOrder> {
  const order = { orderId: 'order-1', customerId: 'customer-1', totalCents: 2_580, currency: 'EUR', country: 'DE' };
  return { ...order, cardToken: 'tok_visa', ...changes };
}

export function anAuthorization(changes: Partial<Of<typeof authorizePayment>> = {}): Of<typeof authorizePayment> {
  const order = { orderId: 'order-1', customerId: 'customer-1', amountCents: 2_580, currency: 'EUR' };
  return { reference: 'order-1/payment', ...order, cardToken: 'tok_visa', requestedAt: NOON, ...changes };
}

export function anAddress(changes: Partial<Of<typeof createParcel>['address']> = {}) {
  return { name: 'A. Reader', line1: '1 Main St', city: 'Berlin', postalCode: '10115', country: 'DE', ...changes };
}

export function aParcel(changes: Partial<Of<typeof createParcel>> = {}): Of<typeof createParcel> {
  const lines = [{ sku: 'MUG-RED', quantity: 2 }];
  const address = anAddress();
  return { reference: 'order-1/north', orderId: 'order-1', warehouse: 'north', lines, address, ...changes };
}

export function aMessage(changes: Partial<Of<typeof sendNotification>> = {}): Of<typeof sendNotification> {
  return { template: 'orderConfirmed', to: 'reader@example.com', data: { orderId: 'order-1' }, ...changes };
}

export function aHold(changes: Partial<Of<BookableContracts['hold']>> = {}): Of<BookableContracts['hold']> {
  return { ...aBooking(), tripId: 'trip-1', quantity: 1, currency: 'EUR', ...changes };
}

/** What follows the hold; to release and to cancel take no time. */
export function aBooking(changes: Partial<Of<BookableContracts['confirm']>> = {}): Of<BookableContracts['confirm']> {
  return { reference: 'trip-1/flight', offer: 'BER-LIS-0730', requestedAt: NOON, ...changes };
}

/** `email` decides what the stand-ins do; see docs/test-values.md. */
export function aCustomer(email = 'ada@example.com') {
  return { id: 'ada', name: 'Ada Lovelace', email };
}

export function aSecretLink(changes: Partial<Of<typeof sendSecretLink>> = {}): Of<typeof sendSecretLink> {
  const url = 'https://shop.example/confirm';
  const mail = { template: 'confirmAddress', customerId: 'ada', to: 'ada@example.com', url, expiresAt: NOON } as const;
  return { ...mail, ...changes };
}

export function aCaseFile(changes: Partial<Of<typeof openFile>> = {}): Of<typeof openFile> {
  return { file: 'file-1', caseId: 'case-1', type: 'invoice', reference: 'INV-1', ...changes };
}
