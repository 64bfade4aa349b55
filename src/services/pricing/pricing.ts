/** The stand-in for pricing: list prices of the test SKUs, the same number of cents in every currency. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { catalogue, clausesOf } from '../stand-in/test-values';
import { priceOrder, type PricedLine } from './contract';

type Request = z.output<typeof priceOrder.input>;
type Answer = z.input<typeof priceOrder.output>;

const CURRENCIES: readonly string[] = ['EUR', 'USD'];
const MOST_OF_ONE = 1_000;

export function pricingStandIn(records: Records): readonly ActivityImplementation[] {
  return [
    standIn(records, priceOrder, {
      clauses: ({ lines }) => lines.flatMap(({ sku }) => clausesOf(sku)),
      effect: price,
    }),
  ];
}

function price({ lines, currency }: Request): Answer {
  if (!CURRENCIES.includes(currency)) return { outcome: 'refused', reason: 'currencyNotSupported' };
  if (lines.length === 0) return { outcome: 'refused', reason: 'noLines' };
  const priced: PricedLine[] = [];
  for (const { sku, quantity } of lines) {
    const item = catalogue.get(sku);
    if (!item) return { outcome: 'refused', reason: 'unknownSku', sku };
    if (quantity < 1 || quantity > MOST_OF_ONE) return { outcome: 'refused', reason: 'invalidQuantity', sku };
    priced.push({ sku, quantity, unitCents: item.unitCents, lineCents: item.unitCents * quantity });
  }
  const totalCents = priced.reduce((sum, { lineCents }) => sum + lineCents, 0);
  return { outcome: 'priced', lines: priced, totalCents, currency };
}
