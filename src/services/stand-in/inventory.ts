/** What a travel stand-in has sold and holds: one row for each offer, one for each booking. */
import { z } from 'zod';
import { BookingReference, OfferCode, OrderId } from '../../shared/ids';
import { Instant, isAtOrAfter } from '../../shared/instant';
import { PositiveCents } from '../../shared/money';
import { Collection } from './collection';
import type { Records } from './records';
import { capacityOf } from './test-values';

const Named = z.object({ reference: BookingReference, offer: OfferCode });
const Priced = Named.extend({
  tripId: OrderId,
  quantity: z.int().positive(),
  priceCents: PositiveCents,
  expiresAt: Instant,
});

const Booking = z.discriminatedUnion('state', [
  Priced.extend({ state: z.literal('held') }),
  Priced.extend({ state: z.literal('confirmed'), confirmation: z.string() }),
  Named.extend({ state: z.literal('released') }),
  Named.extend({ state: z.literal('cancelled') }),
]);
export type Booking = z.infer<typeof Booking>;

const Offer = z.object({
  /** The latest time that any caller has brought (B4). */
  clock: Instant,
  confirmed: z.int().nonnegative(),
  /** Live at `clock`. */
  held: z.array(z.object({ reference: BookingReference, quantity: z.int().positive(), expiresAt: Instant })),
});
type Offer = z.infer<typeof Offer>;

/** Before the first request that brings a time. */
const LONG_AGO: Instant = '1970-01-01T00:00:00.000Z';

interface Asked extends z.infer<typeof Named> {
  readonly requestedAt?: Instant;
}

interface Seen {
  readonly known: Booking | undefined;
  readonly code: OfferCode;
  readonly offer: Offer;
}

export function offersIn(records: Records) {
  return new Collection(records, 'offers', Offer);
}

export function bookingsIn(records: Records) {
  return new Collection(records, 'bookings', Booking);
}

/** Keeps the offer of a booking in step with it, so that what is free is known without reading every booking. */
export class Inventory {
  readonly #offers: ReturnType<typeof offersIn>;
  readonly #bookings: ReturnType<typeof bookingsIn>;
  readonly #holds: Collection<z.ZodInt>;

  constructor(records: Records) {
    this.#offers = offersIn(records);
    this.#bookings = bookingsIn(records);
    this.#holds = new Collection(records, 'holds', z.int());
  }

  /** The booking that a request is about, and its offer at that time, without what has expired by then. */
  look({ reference, offer: asked, requestedAt = LONG_AGO }: Asked): Seen {
    const known = this.#bookings.get(reference);
    const code = known?.offer ?? asked;
    const { clock, confirmed, held } = this.#offers.get(code) ?? { clock: LONG_AGO, confirmed: 0, held: [] };
    const now = isAtOrAfter(clock, requestedAt) ? clock : requestedAt;
    const offer = { clock: now, confirmed, held: held.filter(({ expiresAt }) => !isAtOrAfter(now, expiresAt)) };
    this.#offers.put(code, offer);
    return { known, code, offer };
  }

  put(booking: Booking, offer: Offer): void {
    const before = this.#bookings.get(booking.reference);
    const held = offer.held.filter(({ reference }) => reference !== booking.reference);
    this.#bookings.put(booking.reference, booking);
    this.#offers.put(booking.offer, {
      ...offer,
      confirmed: offer.confirmed + confirmedBy(booking) - confirmedBy(before),
      held: booking.state === 'held' ? [...held, booking] : held,
    });
  }

  /** How often the trip has asked for the offer before. */
  countHold(code: OfferCode, tripId: OrderId): number {
    const id = `${code}/${tripId}`;
    const before = this.#holds.get(id) ?? 0;
    this.#holds.put(id, before + 1);
    return before;
  }
}

export function freeOf(code: OfferCode, { confirmed, held }: Offer): number {
  return capacityOf(code) - confirmed - held.reduce((sum, { quantity }) => sum + quantity, 0);
}

function confirmedBy(booking: Booking | undefined): number {
  return booking?.state === 'confirmed' ? booking.quantity : 0;
}
