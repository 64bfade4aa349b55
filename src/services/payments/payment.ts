/** One payment as the stand-in remembers it, by its reference; see P1 to P4 in contract.ts. */
import { z } from 'zod';
import { CardToken } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { Cents, Currency, PositiveCents } from '../../shared/money';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const Authorization = z.object({
  authorizationId: z.string(),
  amountCents: PositiveCents,
  currency: Currency,
  cardToken: CardToken,
  expiresAt: Instant,
});

const Payment = z.discriminatedUnion('state', [
  Authorization.extend({ state: z.literal('authorized') }),
  Authorization.extend({
    state: z.literal('captured'),
    captureId: z.string(),
    capturedCents: PositiveCents,
    refundedCents: Cents,
  }),
  z.object({ state: z.literal('voided'), cardToken: CardToken.optional() }),
]);
export type Payment = z.infer<typeof Payment>;

export type Payments = Collection<typeof Payment>;

export function paymentsIn(records: Records): Payments {
  return new Collection(records, 'payments', Payment);
}
