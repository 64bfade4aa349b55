/** Money is whole cents of one currency: sums are exact and nothing is rounded. */
import { z } from 'zod';

export const Cents = z.int().nonnegative();
export type Cents = z.infer<typeof Cents>;

export const PositiveCents = z.int().positive();

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code, for example EUR');
export type Currency = z.infer<typeof Currency>;

/** `12.50 EUR`: the same text on every machine, whatever its locale. */
export function formatMoney(cents: Cents, currency: Currency): string {
  return `${String(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')} ${currency}`;
}
