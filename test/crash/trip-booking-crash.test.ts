/**
 * The host is killed again and again while people book trips, answer prices and change plans. Afterwards every trip has
 * ended, and the books of the services agree with what the travellers were told: nothing is left held, nothing is booked
 * for who does not travel, and no money was taken or given back twice.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { Chance, seed } from '../../embedded-host/test/crash/chance';
import { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { type Books, openBooks } from './books';
import { type EndedTrip, Traveller } from './traveller';
import { tripKinds } from './trips';
import { killAtRandom } from './kill-at-random';

const KILLS = 7;
const OF_EACH_KIND = 2;
const BOOKED_WITHIN_MS = 9_000;
const LONGEST_LIFE_MS = 900;
/** In time even if nothing of a booking is done before the last kill. */
const LIVES_TO_DEPARTURE = KILLS + 8;
const HOUR_S = 3_600;

describe(`trips on a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'services');
  const chance = new Chance(seed);
  let host: MortalHost;
  let trips: readonly EndedTrip[];
  let books: Books;

  beforeAll(async () => {
    const env = {
      DATA_FOLDER: dataFolder,
      TRIP_BOOKING__CONSENT_REMINDER_HOURS: String(6 / HOUR_S),
      TRIP_BOOKING__CONSENT_DEADLINE_HOURS: String(40 / HOUR_S),
    };
    host = new MortalHost({ folder: resolve(__dirname, '../..'), storage: join(folder.path, 'store'), env });
    const traveller = new Traveller(host, { departsInMs: LIVES_TO_DEPARTURE * (await lifeOf(host)) });
    const booking = bookTrips(traveller);
    await killAtRandom(host, chance, { kills: KILLS, longestMs: LONGEST_LIFE_MS });
    trips = await Promise.all((await booking).map((trip) => traveller.awaitEnd(trip)));
    books = openBooks(dataFolder);
  }, 300_000);

  afterAll(async () => {
    await host.end();
    folder.remove();
  });

  async function bookTrips(traveller: Traveller) {
    const wanted = Array.from({ length: OF_EACH_KIND }, () => tripKinds).flat();
    return Promise.all(
      wanted.map(async (kind, index) => {
        // What nobody answers takes longest, so it comes first.
        const comesAt = kind.outcomes.includes('expired') ? 1_000 : BOOKED_WITHIN_MS;
        await pause(chance.between(0, comesAt));
        return traveller.book(kind, `trip-${index}`, chance.between(0, 300));
      }),
    );
  }

  it('every trip ended, and as its kind may end', () => {
    const wrong = trips.filter(({ kind, result }) => !kind.outcomes.includes(result.outcome));
    expect(wrong).toEqual([]);
    expect(trips.filter((trip) => 'notUndone' in trip.result)).toEqual([]);
  });

  it('no trip was started twice', async () => {
    const { body } = await host.insist(
      '/runtime/webhooks/durabletask/instances?top=1000&instanceIdPrefix=trip-booking-',
    );
    const started = z.array(z.object({ instanceId: z.string() })).parse(body);
    expect(started.map(({ instanceId }) => instanceId).sort()).toEqual(trips.map(({ id }) => id).sort());
  });

  it('a cancellation that was in time cost nothing, one that was late followed the rules', () => {
    const hasty = trips.filter(({ cancelledInTime }) => cancelledInTime !== undefined);
    expect(hasty).toHaveLength(OF_EACH_KIND);
    const broken = hasty.filter(({ cancelledInTime, result }) => cancelledInTime !== (accountOf(result).paid === 0));
    expect(broken).toEqual([]);
  });

  it('what was taken and given back is what the travellers were told, and no card holds anything', () => {
    const payments = trips.flatMap(({ id }) => books.payments.get(id) ?? []);
    expect(payments.length).toBe(books.payments.all().length);
    const accounts = trips.map(({ id, result }) => ({ id, booked: bookedIn(books, id), told: accountOf(result) }));
    expect(accounts.map(({ id, booked }) => ({ id, ...booked }))).toEqual(
      accounts.map(({ id, told }) => ({ id, ...told })),
    );
    expect(payments.filter(({ state }) => state === 'authorized')).toEqual([]);
  });

  it('every capture is the one capture of its payment', () => {
    const recorded = trips.flatMap(({ id }) => {
      const payment = books.payments.get(id);
      return payment?.state === 'captured' ? [`${id} ${payment.captureId}`] : [];
    });
    const captured = books.captures().map(({ order, captureId }) => `${order} ${captureId}`);
    expect(captured.sort()).toEqual(recorded.sort());
    expect(captured.length).toBeGreaterThan(OF_EACH_KIND);
  });

  it('no hold is left held', () => {
    const bookings = books.bookings();
    expect(bookings.length).toBeGreaterThan(trips.length);
    expect(bookings.filter(({ state }) => state === 'held')).toEqual([]);
  });

  it('what is confirmed is what travellers depart with', () => {
    const told = trips.flatMap(({ result }) => (result.outcome === 'departed' ? result.bookings : []));
    const confirmed = books.bookings().flatMap((booking) => ('confirmation' in booking ? [booking.confirmation] : []));
    expect(confirmed.sort()).toEqual(told.map(({ confirmation }) => confirmation).sort());
  });

  it('what is cancelled is what travellers cancelled', () => {
    const told = trips.flatMap(({ id, result }) => cancelledIn(result).map(({ part }) => `${id}/${part}`));
    const cancelled = books.bookings().flatMap(({ state, reference }) => (state === 'cancelled' ? [reference] : []));
    expect(cancelled.map((reference) => reference.slice(0, reference.lastIndexOf('/'))).sort()).toEqual(told.sort());
  });

  it('of the last one, one traveller got it', () => {
    const last = trips.filter(({ kind }) => kind.name === 'the last one');
    expect(last.filter(({ result }) => result.outcome === 'departed')).toHaveLength(1);
    const sold = books.bookings().filter(({ offer, state }) => offer === 'LAST-ONE' && state === 'confirmed');
    expect(sold).toHaveLength(1);
  });

  it('nobody was told the same thing twice', () => {
    const told = books.messages.all().map(({ template, data }) => `${template} ${String(data['tripId'])}`);
    expect(told).toEqual([...new Set(told)]);
    expect(told.length).toBeGreaterThanOrEqual(trips.length);
  });

  it('nothing waits for an operator', async () => {
    expect((await host.insist('/api/interventions')).body).toMatchObject({ open: [] });
  });
});

/** As long as one life takes at most on this machine, which may be busy with other things. */
async function lifeOf(host: MortalHost): Promise<number> {
  const born = performance.now();
  await host.serving();
  return performance.now() - born + LONGEST_LIFE_MS;
}

/** What a traveller was told of the money. */
function accountOf(result: EndedTrip['result']) {
  return 'paidCents' in result ? { paid: result.paidCents, refunded: result.refundedCents } : { paid: 0, refunded: 0 };
}

function bookedIn({ payments }: Books, id: string) {
  const payment = payments.get(id);
  return payment?.state === 'captured'
    ? { paid: payment.capturedCents, refunded: payment.refundedCents }
    : { paid: 0, refunded: 0 };
}

function cancelledIn(result: EndedTrip['result']) {
  return 'cancelled' in result ? result.cancelled : [];
}
