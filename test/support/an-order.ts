import type { PurchaseOrder } from '../../src/processes/purchase/contract';

type Order = ReturnType<typeof sensible>;

function sensible() {
  return {
    customer: { id: 'customer-1', email: 'ann@example.com' },
    lines: [{ sku: 'MUG-RED', quantity: 2 }],
    currency: 'EUR',
    cardToken: 'tok_visa',
    shipTo: { name: 'Ann', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
  } satisfies { [Field in keyof PurchaseOrder]?: unknown };
}

/** An order for which all goes well, changed where a test says so. */
export function anOrder(change: Partial<Order> & { readonly orderId?: string; readonly options?: object } = {}) {
  return { ...sensible(), ...change };
}

/** Above the amount from which a human decides. */
export function anExpensiveOrder(change: Parameters<typeof anOrder>[0] = {}) {
  return anOrder({ lines: [{ sku: 'PIANO-GRAND', quantity: 1 }], ...change });
}

export function shippedTo(place: Partial<Order['shipTo']>) {
  return { shipTo: { ...sensible().shipTo, ...place } };
}
