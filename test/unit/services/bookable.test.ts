import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cars } from '../../../src/services/cars/contract';
import { flights } from '../../../src/services/flights/contract';
import { hotels } from '../../../src/services/hotels/contract';
import { MINUTE_MS } from '../../../src/shared/durations';
import { plusMs } from '../../../src/shared/instant';
import { aBooking, aHold, NOON } from './requests';
import { StandIns } from './stand-ins';

const AFTER_THE_HOLD = plusMs(NOON, 30 * MINUTE_MS);
const lastOne = { offer: 'LAST-ONE' };
const another = { ...lastOne, reference: 'trip-2/flight', tripId: 'trip-2' };
const soldOut = { outcome: 'refused', reason: 'soldOut' };

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('holding', () => {
  it.each([
    [flights, 24_000],
    [hotels, 18_000],
    [cars, 8_000],
  ])('$hold.name keeps the offer for half an hour at its price', async ({ hold }, priceCents) => {
    expect(await standIns.run(hold, aHold({ quantity: 2 }))).toEqual({
      ...{ outcome: 'held', priceCents, expiresAt: AFTER_THE_HOLD },
    });
  });

  it('holds a reference once, also when two keys ask', async () => {
    const first = await standIns.run(flights.hold, aHold(lastOne));
    expect(await standIns.run(flights.hold, aHold(lastOne))).toEqual(first);
    expect(first).toMatchObject({ outcome: 'held' });
  });

  it.each([
    ['for another quantity', { quantity: 2 }, 'referenceReused'],
    ['for another offer', { offer: 'LIS-BER-1800' }, 'referenceReused'],
    ['when its hold has expired', { requestedAt: AFTER_THE_HOLD }, 'holdExpired'],
  ])('refuses a reference that comes again %s', async (_, changes, reason) => {
    await standIns.run(flights.hold, aHold());
    expect(await standIns.run(flights.hold, aHold(changes))).toEqual({ outcome: 'refused', reason });
  });

  it('refuses a reference that was confirmed, and one that was cancelled', async () => {
    await standIns.run(flights.hold, aHold());
    await standIns.run(flights.confirm, aBooking());
    expect(await standIns.run(flights.hold, aHold())).toEqual({ outcome: 'refused', reason: 'alreadyConfirmed' });
    await standIns.run(flights.cancel, aBooking());
    expect(await standIns.run(flights.hold, aHold())).toEqual({ outcome: 'refused', reason: 'released' });
  });

  it('refuses what is sold out, and gives the last one to one traveller', async () => {
    expect(await standIns.run(flights.hold, aHold({ offer: 'SOLD-OUT' }))).toEqual(soldOut);
    await standIns.run(flights.hold, aHold(lastOne));
    expect(await standIns.run(flights.hold, aHold(another))).toEqual(soldOut);
  });

  it('gives the last one to the next traveller when the hold expires', async () => {
    await standIns.run(flights.hold, aHold(lastOne));
    const later = await standIns.run(flights.hold, aHold({ ...another, requestedAt: AFTER_THE_HOLD }));
    expect(later).toMatchObject({ outcome: 'held' });
  });

  it('does not go back in time for who asks with an old one', async () => {
    await standIns.run(flights.hold, aHold({ requestedAt: AFTER_THE_HOLD }));
    expect(await standIns.run(flights.hold, aHold({ reference: 'late', requestedAt: NOON }))).toMatchObject({
      expiresAt: plusMs(AFTER_THE_HOLD, 30 * MINUTE_MS),
    });
  });

  it('lasts five minutes with SHORT-HOLD', async () => {
    expect(await standIns.run(flights.hold, aHold({ offer: 'SHORT-HOLD' }))).toMatchObject({
      expiresAt: plusMs(NOON, 5 * MINUTE_MS),
    });
  });

  it('costs a tenth more with RISING each time that the same trip asks', async () => {
    const rising = (reference: string, tripId = 'trip-1') =>
      standIns.run(flights.hold, aHold({ offer: 'RISING', reference, tripId }));
    expect(await rising('a')).toMatchObject({ priceCents: 12_000 });
    expect(await rising('b')).toMatchObject({ priceCents: 13_200 });
    expect(await rising('c')).toMatchObject({ priceCents: 14_400 });
    expect(await rising('d', 'trip-2')).toMatchObject({ priceCents: 12_000 });
  });
});

describe('releasing', () => {
  it('gives the offer back', async () => {
    await standIns.run(flights.hold, aHold(lastOne));
    expect(await standIns.run(flights.release, aBooking(lastOne))).toEqual({ outcome: 'released' });
    expect(await standIns.run(flights.hold, aHold(another))).toMatchObject({ outcome: 'held' });
  });

  it('works before the hold, which then is refused', async () => {
    expect(await standIns.run(flights.release, aBooking())).toEqual({ outcome: 'released' });
    expect(await standIns.run(flights.hold, aHold())).toEqual({ outcome: 'refused', reason: 'released' });
  });

  it('comes too late when the booking is confirmed', async () => {
    await standIns.run(flights.hold, aHold());
    await standIns.run(flights.confirm, aBooking());
    expect(await standIns.run(flights.release, aBooking())).toMatchObject({ outcome: 'alreadyConfirmed' });
  });
});

describe('confirming', () => {
  it('books once, also when two keys ask', async () => {
    await standIns.run(flights.hold, aHold());
    const first = await standIns.run(flights.confirm, aBooking());
    expect(first).toMatchObject({ outcome: 'confirmed', confirmation: expect.stringMatching(/^bkg_/) });
    expect(await standIns.run(flights.confirm, aBooking())).toEqual(first);
  });

  it('honours an expired hold while there is capacity', async () => {
    await standIns.run(flights.hold, aHold(lastOne));
    const late = await standIns.run(flights.confirm, aBooking({ ...lastOne, requestedAt: AFTER_THE_HOLD }));
    expect(late).toMatchObject({ outcome: 'confirmed' });
  });

  it('refuses an expired hold whose place another traveller has taken', async () => {
    await standIns.run(flights.hold, aHold(lastOne));
    await standIns.run(flights.hold, aHold({ ...another, requestedAt: AFTER_THE_HOLD }));
    expect(await standIns.run(flights.confirm, aBooking(lastOne))).toEqual(soldOut);
  });

  it('refuses what was never held, was released or cancelled, or is overbooked', async () => {
    const refused = (reason: string) => ({ outcome: 'refused', reason });
    expect(await standIns.run(flights.confirm, aBooking())).toEqual(refused('notHeld'));
    await standIns.run(flights.release, aBooking());
    expect(await standIns.run(flights.confirm, aBooking())).toEqual(refused('released'));
    await standIns.run(flights.cancel, aBooking());
    expect(await standIns.run(flights.confirm, aBooking())).toEqual(refused('cancelled'));
    const overbooked = { reference: 'o', offer: 'CONFIRM-REFUSED' };
    await standIns.run(flights.hold, aHold(overbooked));
    expect(await standIns.run(flights.confirm, aBooking(overbooked))).toEqual(refused('overbooked'));
  });

  it('holds no longer what turns out to be overbooked', async () => {
    const overbooked = { offer: 'LAST-ONE+CONFIRM-REFUSED' };
    await standIns.run(flights.hold, aHold(overbooked));
    await standIns.run(flights.confirm, aBooking(overbooked));
    expect(await standIns.run(flights.hold, aHold({ ...overbooked, reference: 'b' }))).toMatchObject({
      outcome: 'held',
    });
  });
});

describe('cancelling', () => {
  it('gives the booked place back, once', async () => {
    await standIns.run(flights.hold, aHold(lastOne));
    await standIns.run(flights.confirm, aBooking(lastOne));
    expect(await standIns.run(flights.cancel, aBooking(lastOne))).toEqual({ outcome: 'cancelled' });
    expect(await standIns.run(flights.cancel, aBooking(lastOne))).toEqual({ outcome: 'cancelled' });
    expect(await standIns.run(flights.hold, aHold(another))).toMatchObject({ outcome: 'held' });
    expect(await standIns.run(flights.hold, aHold({ ...another, reference: 'third' }))).toEqual(soldOut);
  });
});
