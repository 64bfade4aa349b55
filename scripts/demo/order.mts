/** The orders of the demo; docs/test-values.md tells what their SKUs and cards make happen. */
export interface Order {
  readonly customer: { readonly id: string; readonly email: string };
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly cardToken: string;
  readonly shipTo: Readonly<Record<'name' | 'line1' | 'city' | 'postalCode' | 'country', string>>;
}

export function orderOf(skus: readonly string[], cardToken = 'tok_visa'): Order {
  return {
    customer: { id: 'ada', email: 'ada@example.com' },
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
    cardToken,
    shipTo: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
  };
}
