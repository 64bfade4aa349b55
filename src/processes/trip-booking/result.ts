import type { Cents } from '../../shared/money';
import type { Departure } from './cancellations';
import type { MissingPart, TripResult } from './contract';
import type { Trip } from './trip';

interface Ending extends Departure {
  readonly paidCents: Cents;
  readonly missing: readonly MissingPart[];
}

/** How a trip ends that was paid for. */
export function endOf(
  { tripId, currency }: Trip,
  { paidCents, missing, cancelled, booked, reason }: Ending,
): TripResult {
  const paidBack = [
    ...missing.map(({ priceCents }) => priceCents),
    ...cancelled.map(({ refundedCents }) => refundedCents),
  ];
  const refundedCents = paidBack.reduce((sum, cents) => sum + cents, 0);
  const account = { tripId, currency, paidCents, refundedCents, missing: [...missing], cancelled: [...cancelled] };
  if (booked.length > 0) return { outcome: 'departed', ...account, bookings: booked.map(({ booking }) => booking) };
  if (cancelled.length > 0) return { outcome: 'cancelled', ...account, reason: reason ?? 'cancelledByTraveller' };
  return { outcome: 'unavailable', ...account, reason: missing[0]?.reason ?? 'nothingConfirmed' };
}

/** A trip that was cancelled before it was paid for. */
export function undoneTrip({ tripId, currency }: Trip, reason = 'cancelledByTraveller'): TripResult {
  const account = { tripId, currency, paidCents: 0, refundedCents: 0, missing: [], cancelled: [] };
  return { outcome: 'cancelled', ...account, reason };
}
