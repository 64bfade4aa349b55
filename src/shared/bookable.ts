/**
 * What flights, hotels and cars have in common: an offer of limited number is held for a while at a fixed price, and
 * then confirmed or let go. As with payments, the caller chooses the `reference`, so that an undo can be registered
 * before its step:
 *
 * B1 what is held and confirmed of an offer never exceeds its capacity.
 * B2 one reference is at most one booking, at one price, whatever key asks.
 * B3 releasing a reference that was never held is released too, and closes it: a late hold is refused.
 * B4 a hold counts until `expiresAt`. Time is the latest `requestedAt` that any caller has brought, so that it never
 *    goes back and skipped time counts.
 * B5 confirming honours an expired hold while there is capacity, because its customer has paid by then; what turns out
 *    to be overbooked is held no longer.
 * B6 what was confirmed is not released; cancelling gives its capacity back, once, and for good.
 */
import { z } from 'zod';
import type { ActivityContract } from './contract';
import { MINUTE_MS, SECOND_MS } from './durations';
import { BookingReference, OfferCode, OrderId } from './ids';
import { Instant } from './instant';
import { Currency, PositiveCents } from './money';
import { Reason } from './reason';
import { patient, persistent } from './retry-policies';

const timeoutMs = 15 * SECOND_MS;

/** A service that fails so often in a row is left alone for a while: whoever cannot wait fails at once. */
const breaker = { faults: 5, openMs: MINUTE_MS };

const Booked = z.object({ reference: BookingReference, offer: OfferCode });
const BookedAt = Booked.extend({ requestedAt: Instant });

const HoldRequest = BookedAt.extend({ tripId: OrderId, quantity: z.int().positive(), currency: Currency });

const HoldAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), priceCents: PositiveCents, expiresAt: Instant }),
  /** The stand-in's reasons: soldOut, holdExpired, released, alreadyConfirmed, referenceReused. */
  z.object({ outcome: z.literal('refused'), reason: Reason }),
]);

const ConfirmAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('confirmed'), confirmation: z.string() }),
  /** The stand-in's reasons: soldOut, overbooked, notHeld, released, cancelled. */
  z.object({ outcome: z.literal('refused'), reason: Reason }),
]);

/** The contracts of a travel service. */
export function bookableContracts<Service extends string>(service: Service) {
  return {
    /** Keeps the offer for a while; the price stands as long as the hold. */
    hold: {
      name: `${service}.hold`,
      input: HoldRequest,
      output: HoldAnswer,
      retry: patient,
      ...{ breaker, timeoutMs },
      refusedAs: 'refused',
    },
    /** Undoes `hold`, whether or not that happened. Without a time, so that a repetition is the same request. */
    release: {
      name: `${service}.release`,
      input: Booked,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('released') }),
        z.object({ outcome: z.literal('alreadyConfirmed'), confirmation: z.string() }),
      ]),
      retry: persistent,
      ...{ breaker, timeoutMs },
    },
    /** Turns a hold into a booking. */
    confirm: {
      name: `${service}.confirm`,
      input: BookedAt,
      output: ConfirmAnswer,
      retry: persistent,
      ...{ breaker, timeoutMs },
      refusedAs: 'refused',
    },
    /** Ends a booking; what comes back of its price is the seller's rule. */
    cancel: {
      name: `${service}.cancel`,
      input: Booked,
      output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('cancelled') })]),
      retry: persistent,
      ...{ breaker, timeoutMs },
    },
  } as const satisfies Record<string, ActivityContract>;
}

export type BookableContracts = ReturnType<typeof bookableContracts>;
