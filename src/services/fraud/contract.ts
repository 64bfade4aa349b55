import { z } from 'zod';
import { Country } from '../../shared/address';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { CardToken, CustomerId, OrderId } from '../../shared/ids';
import { Currency, PositiveCents } from '../../shared/money';
import { Reason } from '../../shared/reason';
import { patient } from '../../shared/retry-policies';

/** 0 is harmless, 100 is certain fraud. */
export const FraudScore = z.int().min(0).max(100);

export const scoreOrder = {
  name: 'fraud.scoreOrder',
  input: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    totalCents: PositiveCents,
    currency: Currency,
    cardToken: CardToken,
    country: Country,
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('clear'), score: FraudScore }),
    /** A human decides. */
    z.object({ outcome: z.literal('suspicious'), score: FraudScore }),
    z.object({ outcome: z.literal('rejected'), reason: Reason, score: FraudScore.optional() }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'rejected',
} as const satisfies ActivityContract;
