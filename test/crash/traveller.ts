import { setTimeout as pause } from 'node:timers/promises';
import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { tripBooking, TripResult } from '../../src/processes/trip-booking/contract';
import { TOTAL_CENTS } from '../support/a-trip';
import { ENDS_WITHIN_MS, FrontDoor } from './front-door';
import { type TripKind, tripOrderOf } from './trips';

const RETRY_MS = 50;

export interface BookedTrip {
  readonly kind: TripKind;
  readonly id: string;
  /** What the traveller was told about a cancellation; undefined without one. */
  readonly cancelledInTime: boolean | undefined;
}

export interface EndedTrip extends BookedTrip {
  readonly result: TripResult;
}

/** Somebody who travels, answers new prices, and changes plans. */
export class Traveller {
  readonly #door: FrontDoor;
  readonly #departsInMs: number;

  /** `departsInMs`: how long before its departure a trip is booked that departs soon. */
  constructor(host: MortalHost, { departsInMs }: { readonly departsInMs: number }) {
    this.#door = new FrontDoor(host, tripBooking.name);
    this.#departsInMs = departsInMs;
  }

  async book(kind: TripKind, key: string, hesitationMs: number): Promise<BookedTrip> {
    const body = tripOrderOf(kind, key, new Date(Date.now() + this.#departsInMs));
    const id = await this.#door.start({ key, body, hesitationMs });
    return { kind, id, cancelledInTime: await this.#changeMind(kind, id) };
  }

  async awaitEnd(trip: BookedTrip): Promise<EndedTrip> {
    const withinMs = this.#departsInMs + ENDS_WITHIN_MS;
    return { ...trip, result: TripResult.parse(await this.#door.awaitResult(trip.id, trip.kind.name, withinMs)) };
  }

  async #changeMind({ meanwhile }: TripKind, id: string): Promise<boolean | undefined> {
    if (meanwhile === 'cancel') return this.#cancel(id);
    if (meanwhile === 'cancelParts') await this.#door.tell(id, 'partsCancelled', {});
    else if (meanwhile !== undefined)
      await this.#door.tell(id, 'priceAnswered', { decision: meanwhile, totalCents: TOTAL_CENTS });
    return undefined;
  }

  /** An answer that is left open is asked for again: only a trip that has looked at it cancels in the right way. */
  async #cancel(id: string): Promise<boolean> {
    for (;;) {
      const inTime = await this.#door.cancel(id);
      if (inTime !== null) return inTime;
      await pause(RETRY_MS);
    }
  }
}
