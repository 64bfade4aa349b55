/** Pricing knows what is sold and for how much; where it lies is known to the stock (entities/stock-level). */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { Sku } from '../../shared/ids';
import { Cents, Currency, PositiveCents } from '../../shared/money';
import { OrderLine } from '../../shared/order-line';
import { Reason } from '../../shared/reason';
import { patient } from '../../shared/retry-policies';

export const PricedLine = OrderLine.extend({ unitCents: Cents, lineCents: Cents });
export type PricedLine = z.infer<typeof PricedLine>;

export const priceOrder = {
  name: 'pricing.priceOrder',
  // Any whole number is a question that pricing answers; whether it may be bought is its decision.
  input: z.object({ lines: z.array(z.object({ sku: Sku, quantity: z.int() })), currency: Currency }),
  output: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('priced'),
      lines: z.array(PricedLine),
      totalCents: PositiveCents,
      currency: Currency,
    }),
    /** The stand-in's reasons: noLines, invalidQuantity, unknownSku, currencyNotSupported. */
    z.object({ outcome: z.literal('refused'), reason: Reason, sku: Sku.optional() }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;
