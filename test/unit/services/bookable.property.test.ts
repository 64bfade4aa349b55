import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { bookingsIn, freeOf, offersIn, type Booking } from '../../../src/services/stand-in/inventory';
import { OfferCode } from '../../../src/shared/ids';
import { isAtOrAfter, plusMs } from '../../../src/shared/instant';
import { NOON } from './requests';
import { StandIns } from './stand-ins';

const QUARTER_MS = 15 * 60_000;

/** Few references, one place and times around the length of a hold, so that repetitions and late operations are common. */
const step = fc.record({
  operation: fc.constantFrom('hold', 'release', 'confirm', 'cancel'),
  reference: fc.constantFrom('a', 'b', 'c'),
  quarter: fc.integer({ min: 0, max: 6 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const history = fc.array(step, { minLength: 1, maxLength: 12 });
const Answer = z.looseObject({ outcome: z.string() });
const RUNS = { numRuns: 25 };

let standIns: StandIns;
let offerCount = 0;
let keyCount = 0;
beforeAll(() => {
  standIns = new StandIns();
});
afterAll(() => standIns.dispose());

/** An offer of its own for each run, of which there is one. */
function aNewOffer() {
  const offer = OfferCode.parse(`LAST-ONE+${++offerCount}`);
  const run = async ({ operation, reference, quarter }: Step) => {
    const named = { reference: `${offer}/${reference}`, offer, requestedAt: plusMs(NOON, quarter * QUARTER_MS) };
    const request = operation === 'hold' ? { ...named, tripId: 'trip', quantity: 1, currency: 'EUR' } : named;
    return Answer.parse(await standIns.runByName(`hotels.${operation}`, request, `key/${++keyCount}`));
  };
  const kept = () => {
    const records = standIns.records('hotels');
    const state = offersIn(records).get(offer);
    const bookings = bookingsIn(records)
      .all()
      .filter((booking) => booking.offer === offer);
    records.close();
    return { state, bookings };
  };
  return { offer, run, kept };
}

const confirmedIn = (bookings: readonly Booking[]) => bookings.filter(({ state }) => state === 'confirmed').length;

describe('an offer, whatever is asked of it', () => {
  it('never has more held and sold than there is, and knows what it has sold (B1)', async () => {
    const check = async (steps: readonly Step[]) => {
      const { offer, run, kept } = aNewOffer();
      for (const each of steps) {
        await run(each);
        const { state, bookings } = kept();
        expect(state && freeOf(offer, state)).toBeGreaterThanOrEqual(0);
        expect(state?.confirmed).toBe(confirmedIn(bookings));
      }
    };
    await fc.assert(fc.asyncProperty(history, check), RUNS);
  });

  it('holds for who has a live hold, and for nobody else (B4)', async () => {
    const check = async (steps: readonly Step[]) => {
      const { run, kept } = aNewOffer();
      for (const each of steps) {
        await run(each);
        const { state, bookings } = kept();
        const live = bookings.filter(
          (booking) => booking.state === 'held' && !isAtOrAfter(state?.clock ?? NOON, booking.expiresAt),
        );
        expect(state?.held.map(({ reference }) => reference)).toEqual(live.map(({ reference }) => reference));
      }
    };
    await fc.assert(fc.asyncProperty(history, check), RUNS);
  });

  it('does the same when every operation comes twice (B2)', async () => {
    const plain = (booking: Booking) => booking.state;
    const check = async (steps: readonly Step[]) => {
      const [once, twice] = [aNewOffer(), aNewOffer()];
      for (const each of steps) {
        const { outcome } = await once.run(each);
        const answers = [await twice.run(each), await twice.run(each)];
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[0]?.outcome).toBe(outcome);
      }
      expect(twice.kept().bookings.map(plain)).toEqual(once.kept().bookings.map(plain));
    };
    await fc.assert(fc.asyncProperty(history, check), RUNS);
  });

  it('never holds or books again what has ended, and releases nothing that is booked (B3, B6)', async () => {
    const check = async (steps: readonly Step[]) => {
      const { run, kept } = aNewOffer();
      const before = new Map<string, Booking['state']>();
      for (const each of steps) {
        await run(each);
        for (const { reference, state } of kept().bookings) {
          const earlier = before.get(reference);
          if (earlier === 'cancelled') expect(state).toBe('cancelled');
          if (earlier === 'released') expect(['released', 'cancelled']).toContain(state);
          if (earlier === 'confirmed') expect(['confirmed', 'cancelled']).toContain(state);
          before.set(reference, state);
        }
      }
    };
    await fc.assert(fc.asyncProperty(history, check), RUNS);
  });
});
