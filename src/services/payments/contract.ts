/**
 * Payments hold, take and give back money. The caller names a payment by a `reference` that it chose beforehand, so
 * that an undo can be registered before the step and works when the step's answer never came:
 *
 * P1 one reference is one payment: authorised at most once and captured at most once, whatever key asks.
 * P2 voiding a reference that was never authorised is voided too, and closes it: a late authorisation is declined.
 * P3 what was captured is not voided: the answer is `alreadyCaptured`, and only a refund gives the money back.
 * P4 the refunds of one payment never exceed what was captured.
 *
 * Times come with the request, because an authorisation expires by the time of the process, which tests skip.
 */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { CardToken, CustomerId, OrderId, PaymentReference } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { Currency, PositiveCents } from '../../shared/money';
import { Reason } from '../../shared/reason';
import { patient, persistent } from '../../shared/retry-policies';

const declined = z.object({ outcome: z.literal('declined'), reason: Reason });
const timeoutMs = 15 * SECOND_MS;

/** Holds the amount on the card. */
export const authorizePayment = {
  name: 'payments.authorize',
  input: z.object({
    reference: PaymentReference,
    orderId: OrderId,
    customerId: CustomerId,
    amountCents: PositiveCents,
    currency: Currency,
    cardToken: CardToken,
    requestedAt: Instant,
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('authorized'), authorizationId: z.string(), expiresAt: Instant }),
    declined,
  ]),
  retry: patient,
  timeoutMs,
  refusedAs: 'declined',
} as const satisfies ActivityContract;

/** Takes the held amount: the pivot of a purchase. */
export const capturePayment = {
  name: 'payments.capture',
  input: z.object({ reference: PaymentReference, amountCents: PositiveCents, requestedAt: Instant }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('captured'), captureId: z.string() }),
    z.object({ outcome: z.literal('expired'), expiredAt: Instant }),
    declined,
  ]),
  retry: patient,
  timeoutMs,
  refusedAs: 'declined',
} as const satisfies ActivityContract;

/** Lets the held amount go; undoes `payments.authorize`, whether or not that happened. */
export const voidPayment = {
  name: 'payments.void',
  input: z.object({ reference: PaymentReference }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('voided') }),
    z.object({ outcome: z.literal('alreadyCaptured'), captureId: z.string() }),
  ]),
  retry: persistent,
  timeoutMs,
} as const satisfies ActivityContract;

/** Gives captured money back, in whole or in part. */
export const refundPayment = {
  name: 'payments.refund',
  input: z.object({ reference: PaymentReference, amountCents: PositiveCents }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('refunded'), refundId: z.string() }),
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: persistent,
  timeoutMs,
  refusedAs: 'refused',
} as const satisfies ActivityContract;
