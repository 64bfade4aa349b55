/** The door of the trip booking: what starts it, how it ends, and what the traveller may say meanwhile. */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import type { ProcessContract } from '../../shared/contract';
import { DAY_MS, HOUR_MS } from '../../shared/durations';
import { CardToken, CustomerId, OfferCode, OrderId } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { Cents, Currency, PositiveCents } from '../../shared/money';
import { CancelReason, Reason } from '../../shared/reason';
import { RefundScale } from '../../shared/refund-scale';
import { durationIn, type SettingsBlock, wholeNumber } from '../../shared/settings-block';

const PartKind = z.enum(['flight', 'hotel', 'car']);
export type PartKind = z.infer<typeof PartKind>;

const TripPart = z.object({
  kind: PartKind,
  offer: OfferCode,
  /** What to take when the offer is gone, best first. */
  alternatives: z.array(OfferCode).max(5).default([]),
  quantity: z.int().min(1).max(9).default(1),
});
export type TripPart = z.infer<typeof TripPart>;

/** What a traveller sends. */
export const TripOrder = z.object({
  tripId: OrderId,
  traveller: z.object({ id: CustomerId, email: personal(z.email().max(254)).optional() }),
  departsAt: Instant.max(40),
  parts: z.array(TripPart).min(1).max(10),
  /** The total that the traveller has seen and agreed to: whatever costs more needs a consent. */
  agreedCents: PositiveCents,
  currency: Currency.default('EUR'),
  cardToken: CardToken,
});
export type TripOrder = z.infer<typeof TripOrder>;

/** What comes back when a confirmed part is cancelled, by the days before departure. */
export const usualRefunds = {
  flight: [
    { daysBefore: 30, percent: 80 },
    { daysBefore: 14, percent: 50 },
    { daysBefore: 3, percent: 20 },
  ],
  hotel: [
    { daysBefore: 7, percent: 100 },
    { daysBefore: 2, percent: 50 },
  ],
  car: [{ daysBefore: 1, percent: 100 }],
} satisfies Record<PartKind, RefundScale>;

/** What the agency decides; it travels with the order, so that a change never meets a running trip. */
export const TripOptions = z
  .object({
    consentReminderMs: z
      .int()
      .positive('expected a time above zero')
      .default(6 * HOUR_MS),
    consentDeadlineMs: z
      .int()
      .positive('expected a time above zero')
      .max(7 * DAY_MS, 'expected at most 7 days (168 hours)')
      .default(DAY_MS),
    /** How often offers are held and priced anew before the agency gives up. */
    priceRounds: z.int().min(1).max(20).default(5),
    refunds: z.record(PartKind, RefundScale).default(usualRefunds),
  })
  .refine(({ consentReminderMs, consentDeadlineMs }) => consentReminderMs < consentDeadlineMs, {
    path: ['consentReminderMs'],
    message: 'expected a reminder before the deadline',
  });
export type TripOptions = z.infer<typeof TripOptions>;

export const tripBookingSettings = {
  prefix: 'TRIP_BOOKING',
  options: TripOptions.prefault({}),
  variables: {
    consentReminderMs: { name: 'CONSENT_REMINDER_HOURS', value: durationIn('hours') },
    consentDeadlineMs: { name: 'CONSENT_DEADLINE_HOURS', value: durationIn('hours') },
    priceRounds: { name: 'PRICE_ROUNDS', value: wholeNumber },
  },
} as const satisfies SettingsBlock;

const TripInput = TripOrder.extend({ options: TripOptions.prefault({}) });
export type TripInput = z.infer<typeof TripInput>;

/** `flight-1`, `hotel-2`: the kind of a part and its place in the order. */
const PartName = z.string().regex(/^(flight|hotel|car)-\d{1,2}$/, 'expected a part of the trip, for example flight-1');
export type PartName = z.infer<typeof PartName>;

/** The events that a traveller sends. */
export const tripEvents = {
  /** Names the total that it is about, so that an answer to an older price never counts for a newer one. */
  priceAnswered: z.object({ decision: z.enum(['accept', 'decline']), totalCents: PositiveCents }),
  /** After the payment; without `parts`, the whole trip. */
  partsCancelled: z.object({ parts: z.array(PartName).min(1).max(10).optional(), reason: CancelReason.optional() }),
};
export type PriceAnswered = z.infer<typeof tripEvents.priceAnswered>;
export type PartsCancelled = z.infer<typeof tripEvents.partsCancelled>;

const Part = z.object({ part: PartName, offer: OfferCode, priceCents: PositiveCents });

const Booking = Part.extend({ confirmation: z.string() });
export type Booking = z.infer<typeof Booking>;

/** Paid, but no longer to be had: its money went back. */
const MissingPart = Part.extend({ reason: Reason });
export type MissingPart = z.infer<typeof MissingPart>;

/** Cancelled after the payment: part of its money went back. */
const CancelledPart = Part.extend({ refundedCents: Cents });
export type CancelledPart = z.infer<typeof CancelledPart>;

/** Undos that were given up: somebody has looked after them. Absent when all went well. */
const notUndone = z.array(z.string()).optional();

/** Who said no, and why. */
const Rejection = z.object({
  by: z.enum(['flights', 'hotels', 'cars', 'price', 'traveller', 'payment', 'departure']),
  reason: Reason,
  part: PartName.optional(),
});
export type Rejection = z.infer<typeof Rejection>;

const Account = z.object({
  tripId: OrderId,
  paidCents: Cents,
  refundedCents: Cents,
  currency: Currency,
  missing: z.array(MissingPart),
  cancelled: z.array(CancelledPart),
});

export const TripResult = z.discriminatedUnion('outcome', [
  /** The day of departure has come; a cancellation is too late. */
  Account.extend({ outcome: z.literal('departed'), bookings: z.array(Booking) }),
  /** Before the payment: everything was undone, nothing was paid. After it: by the refund rules. */
  Account.extend({ outcome: z.literal('cancelled'), reason: CancelReason, notUndone }),
  /** Paid, but nothing could be confirmed: all the money went back. */
  Account.extend({ outcome: z.literal('unavailable'), reason: Reason }),
  Rejection.extend({ outcome: z.literal('rejected'), tripId: OrderId, notUndone }),
  /** The traveller did not answer the new price in time. */
  z.object({ outcome: z.literal('expired'), tripId: OrderId, reason: Reason, notUndone }),
]);
export type TripResult = z.infer<typeof TripResult>;

export const tripBooking = {
  name: 'trip-booking',
  title: 'Trip booking',
  description:
    'Holds flights, hotels and cars at once, agrees on the price, takes the money, confirms, refunds by rule.',
  version: 1,
  input: TripInput,
  result: TripResult,
  events: tripEvents,
  lateCancellation: 'partsCancelled',
  idempotencyKey: 'required',
  businessKey: ({ tripId }: TripInput) => tripId,
  attributes: ({ departsAt, parts, agreedCents }: TripInput) => ({
    ...{ departsOn: departsAt.slice(0, 10), parts: parts.length, agreedCents },
  }),
} as const satisfies ProcessContract<typeof TripInput, typeof TripResult>;
