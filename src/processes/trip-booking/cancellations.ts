/** From the booking to the departure: the traveller may cancel, part by part, and gets back what the rules say. */
import { call } from '../../orchestration/call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import { millisOf } from '../../shared/instant';
import { daysUntil, refundOf } from '../../shared/refund-scale';
import type { BookedPart } from './bookings';
import { type CancelledPart, type PartsCancelled, tripEvents } from './contract';
import { refund } from './payment';
import { sellers, type Trip } from './trip';

export interface Departure {
  readonly booked: readonly BookedPart[];
  readonly cancelled: readonly CancelledPart[];
  /** What the traveller gave when cancelling last. */
  readonly reason?: string | undefined;
}

/** Waits for the departure; a cancellation of what is cancelled already changes nothing. */
export function* accompany(context: ProcessContext, trip: Trip, booked: readonly BookedPart[]): Step<Departure> {
  let departure: Departure = { booked, cancelled: [] };
  for (let count = 1; departure.booked.length > 0; count += 1) {
    const event = yield* nextCancellation(context, trip, { count, booked: departure.booked });
    if (event === undefined) break;
    departure = yield* cancelParts(context, trip, { event, departure });
  }
  return departure;
}

interface Waiting {
  readonly count: number;
  readonly booked: readonly BookedPart[];
}

/** Undefined when the day of departure has come. */
function* nextCancellation(
  context: ProcessContext,
  trip: Trip,
  { count, booked }: Waiting,
): Step<PartsCancelled | undefined> {
  const expireAfterMs = millisOf(trip.departsAt) - millisOf(context.now);
  if (expireAfterMs <= 0) return undefined;
  const ending = yield* waitForEvent(context, {
    step: count === 1 ? 'departure' : `departure/${count}`,
    event: 'partsCancelled',
    schema: tripEvents.partsCancelled,
    expireAfterMs,
    accept: (event) => booked.some((part) => isMeant(part, event)),
  });
  return ending.outcome === 'received' ? ending.event : undefined;
}

interface Cancellation {
  readonly event: PartsCancelled;
  readonly departure: Departure;
}

function* cancelParts(context: ProcessContext, trip: Trip, { event, departure }: Cancellation): Step<Departure> {
  const daysLeft = daysUntil(trip.departsAt, context.now);
  const meant = departure.booked.filter((part) => isMeant(part, event));
  const cancelled = yield* parallel(
    context,
    meant.map((part) => (branch) => cancelPart(branch, trip, { part, daysLeft })),
  );
  return {
    booked: departure.booked.filter((part) => !meant.includes(part)),
    cancelled: [...departure.cancelled, ...cancelled],
    reason: event.reason,
  };
}

function* cancelPart(
  context: ProcessContext,
  trip: Trip,
  { part: { kind, reference, booking }, daysLeft }: { readonly part: BookedPart; readonly daysLeft: number },
): Step<CancelledPart> {
  const { part, offer, priceCents } = booking;
  const { service, contracts } = sellers[kind];
  const refundedCents = refundOf(trip.options.refunds[kind], priceCents, daysLeft);
  yield* call(context, contracts.cancel, { reference, offer }, { step: `${service}.cancel/${part}` });
  yield* refund(context, { reference: trip.reference, amountCents: refundedCents }, part);
  return { part, offer, priceCents, refundedCents };
}

function isMeant({ booking }: BookedPart, { parts }: PartsCancelled): boolean {
  return parts === undefined || parts.includes(booking.part);
}
