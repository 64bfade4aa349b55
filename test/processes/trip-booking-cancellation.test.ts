import { describe, expect, it } from '@jest/globals';
import { Agency, DAYS_TO_DEPARTURE, TOTAL_CENTS, withOffers } from '../support/a-trip';

const untilDeparture = { days: DAYS_TO_DEPARTURE };

describe('a cancellation before the payment', () => {
  it.each([
    ['while a flight is tried again', { parts: withOffers({ flight: 'FLAKY-3' }) }],
    ['while a hotel is tried again', { parts: withOffers({ hotel: 'FLAKY-3' }) }],
    ['while a car is tried again', { parts: withOffers({ car: 'FLAKY-3' }) }],
    ['while the price waits for a consent', { agreedCents: 1 }],
    ['while the authorisation is tried again', { cardToken: 'tok_flaky_3' }],
    ['after an authorisation whose answer was lost', { cardToken: 'tok_lost_answer_3' }],
  ])('%s undoes everything', async (_, change) => {
    await using agency = await Agency.use();
    const trip = await agency.book(change);
    await agency.cancel(trip);
    await agency.app.host.skip({ hours: 2 });
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'cancelled', reason: 'changedMyMind', paidCents: 0, refundedCents: 0 },
    });
    expect(agency.standing().every((booking) => booking.endsWith('released'))).toBe(true);
    expect(['nothing', 'voided']).toContain(agency.account());
    expect(agency.app.records.messages()).toContain('tripCancelled');
  });

  it('that comes again while everything is undone is the same one', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ agreedCents: 1, parts: withOffers({ flight: 'RELEASE-FLAKY-2' }) });
    await agency.cancel(trip);
    await agency.cancel(trip);
    await agency.app.host.skip({ minutes: 5 });
    expect(await trip.result()).toMatchObject({ outcome: 'cancelled' });
    expect((await trip.steps()).filter((step) => step.endsWith('.release'))).toHaveLength(5);
  });
});

describe('a cancellation after the payment', () => {
  it.each([
    [60, { flight: 9_600, hotel: 9_000, car: 4_000 }],
    [20, { flight: 6_000, hotel: 9_000, car: 4_000 }],
    [5, { flight: 2_400, hotel: 4_500, car: 4_000 }],
    [0, { flight: 0, hotel: 0, car: 0 }],
  ])('%i days before the departure pays back what the rules say', async (days, { flight, hotel, car }) => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    // Half a day more, so that whole days are what counts.
    if (days < DAYS_TO_DEPARTURE) await agency.app.host.skip({ hours: (DAYS_TO_DEPARTURE - days) * 24 - 12 });
    await agency.cancelParts(trip);
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'cancelled', paidCents: TOTAL_CENTS, refundedCents: flight + hotel + car },
      cancelled: [{ refundedCents: flight }, { refundedCents: hotel }, { refundedCents: car }],
    });
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: flight + hotel + car });
    expect(agency.standing()).toEqual(['flights cancelled', 'hotels cancelled', 'cars cancelled']);
  });

  it('of one part leaves the others, which can be cancelled later', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    await agency.cancelParts(trip, ['car-3']);
    expect(agency.standing()).toEqual(['flights confirmed', 'hotels confirmed', 'cars cancelled']);
    await agency.app.host.skip({ days: 58 });
    await agency.cancelParts(trip, ['hotel-2']);
    await agency.app.host.skip({ days: 2 });
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'departed', refundedCents: 4_000 + 4_500, bookings: [{ part: 'flight-1' }] },
      cancelled: [{ part: 'car-3' }, { part: 'hotel-2' }],
    });
  });

  it('that comes twice, or names what is not booked, changes nothing', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    for (const parts of [['car-3'], ['car-3'], ['flight-9'], ['car-3', 'flight-9']])
      await agency.cancelParts(trip, parts);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 4_000 });
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({ outcome: 'departed', bookings: [{}, {}] });
  });

  it('while it is still being confirmed counts as soon as it is', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers({ hotel: 'CONFIRM-FLAKY-2' }) });
    await agency.cancelParts(trip);
    expect(agency.standing()).toContain('hotels held');
    await agency.app.host.skip({ minutes: 5 });
    expect(await trip.result()).toMatchObject({ outcome: 'cancelled', cancelled: [{}, {}, {}] });
  });

  it('goes on until it is done when services stumble, and pays back once', async () => {
    await using agency = await Agency.use();
    const parts = withOffers({ flight: 'CANCEL-FLAKY-3', car: 'CANCEL-LOST-ANSWER-2' });
    const trip = await agency.book({ parts, cardToken: 'tok_refund_lost_answer_2' });
    await agency.cancelParts(trip);
    await agency.app.host.skip({ hours: 3 });
    expect(await trip.result()).toMatchObject({ outcome: 'cancelled' });
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 22_600 });
  });

  it('by the way of before is too late: nothing is undone', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    await agency.cancel(trip);
    expect(agency.standing()).toEqual(['flights confirmed', 'hotels confirmed', 'cars confirmed']);
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({ outcome: 'departed', refundedCents: 0 });
  });

  it('follows the rules that the trip was booked with', async () => {
    await using agency = await Agency.use();
    const refunds = { flight: [], hotel: [{ daysBefore: 0, percent: 10 }], car: [] };
    const trip = await agency.book({ options: { refunds } });
    await agency.cancelParts(trip);
    expect(await trip.result()).toMatchObject({ outcome: 'cancelled', refundedCents: 900 });
  });
});
