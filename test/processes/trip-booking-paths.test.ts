import { describe, expect, it } from '@jest/globals';
import { activitiesOf, Agency, DAYS_TO_DEPARTURE, TOTAL_CENTS, withOffers } from '../support/a-trip';

const untilDeparture = { days: DAYS_TO_DEPARTURE };
/** As if the trip had never been: nothing is held, nothing is booked, nothing was taken. */
const released = ['flights released', 'hotels released', 'cars released'];

describe('a trip', () => {
  it('is held at once, paid, confirmed, and ends with the departure', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    expect(agency.standing()).toEqual(['flights confirmed', 'hotels confirmed', 'cars confirmed']);
    expect(agency.app.records.messages()).toEqual(['tripBooked']);
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'departed', tripId: 'trip-1', paidCents: TOTAL_CENTS, refundedCents: 0 },
      bookings: [{ part: 'flight-1' }, { part: 'hotel-2' }, { part: 'car-3' }],
    });
    expect(await activitiesOf(trip)).toEqual([
      ...['flights.hold', 'hotels.hold', 'cars.hold', 'payments.authorize', 'payments.capture'],
      ...['flights.confirm', 'hotels.confirm', 'cars.confirm', 'notifications.send'],
    ]);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
  });

  it('takes the first alternative that is to be had', async () => {
    await using agency = await Agency.use();
    const [flight, ...others] = withOffers({ flight: 'SOLD-OUT' });
    const alternatives = ['SOLD-OUT+2', 'BER-LIS-1830', 'BER-LIS-2100'];
    const trip = await agency.book({
      parts: [{ ...flight, kind: 'flight', offer: 'SOLD-OUT', alternatives }, ...others],
    });
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({ outcome: 'departed', bookings: [{ offer: 'BER-LIS-1830' }, {}, {}] });
    expect((await activitiesOf(trip)).filter((step) => step === 'flights.hold')).toHaveLength(3);
    expect(agency.standing()).toContain('flights confirmed');
  });

  it.each([
    ['flights', 'flight-1', { flight: 'SOLD-OUT' }, ['hotels.release', 'cars.release']],
    ['hotels', 'hotel-2', { hotel: 'SOLD-OUT' }, ['flights.release', 'cars.release']],
    ['cars', 'car-3', { car: 'SOLD-OUT' }, ['flights.release', 'hotels.release']],
  ])('is refused when %s have nothing, and what was held is released', async (by, part, offers, undone) => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers(offers) });
    expect(await trip.result()).toEqual({ outcome: 'rejected', tripId: 'trip-1', by, part, reason: 'soldOut' });
    expect((await activitiesOf(trip)).slice(3)).toEqual([...undone.toReversed(), 'notifications.send']);
    expect(agency.standing().every((booking) => booking.endsWith('released'))).toBe(true);
    expect(agency.app.records.messages()).toEqual(['tripRefused']);
  });

  it('is refused when the departure is in the past, with nothing held', async () => {
    await using agency = await Agency.use();
    const departsAt = (await agency.app.host.now()).toISOString();
    const trip = await agency.book({ departsAt });
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'departure', reason: 'inThePast' });
    expect(await activitiesOf(trip)).toEqual(['notifications.send']);
  });

  it.each([
    ['tok_declined', 'cardDeclined', 'nothing', []],
    ['tok_capture_declined', 'cardDeclined', 'voided', ['payments.void']],
  ])(
    'with %s is refused, and undone: the money first, then every hold at once',
    async (cardToken, reason, money, first) => {
      await using agency = await Agency.use();
      const trip = await agency.book({ cardToken });
      expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'payment', reason });
      expect((await activitiesOf(trip)).slice(-4 - first.length)).toEqual([
        ...first,
        ...['cars.release', 'hotels.release', 'flights.release', 'notifications.send'],
      ]);
      expect(agency.standing()).toEqual(released);
      expect(agency.account()).toBe(money);
    },
  );

  it('is refused when the authorisation has ended before the capture', async () => {
    await using agency = await Agency.use();
    const expiredAt = (await agency.app.host.now()).toISOString();
    await agency.app.host.fake('payments.capture', { then: { outcome: 'expired', expiredAt } });
    const trip = await agency.book();
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'payment', reason: 'authorizationExpired' });
    expect(agency.standing()).toEqual(released);
    expect(agency.account()).toBe('voided');
  });

  it('pays back what can no longer be confirmed, and keeps the rest', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers({ hotel: 'CONFIRM-REFUSED' }) });
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'departed', paidCents: TOTAL_CENTS, refundedCents: 9_000 },
      bookings: [{ part: 'flight-1' }, { part: 'car-3' }],
      missing: [{ part: 'hotel-2', reason: 'overbooked', priceCents: 9_000 }],
    });
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 9_000 });
  });

  it('ends at once when nothing can be confirmed, with all the money back', async () => {
    await using agency = await Agency.use();
    const refused = 'CONFIRM-REFUSED';
    const trip = await agency.book({ parts: withOffers({ flight: refused, hotel: refused, car: refused }) });
    expect(await trip.result()).toMatchObject({ outcome: 'unavailable', refundedCents: TOTAL_CENTS });
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: TOTAL_CENTS });
    expect(agency.app.records.messages()).toEqual(['tripRefused']);
  });

  it('gives the last one to one of two travellers', async () => {
    await using agency = await Agency.use();
    const parts = withOffers({ flight: 'LAST-ONE' });
    const trips = [await agency.book({ parts }), await agency.book({ parts, tripId: 'trip-2' })];
    await agency.app.host.skip(untilDeparture);
    const results = await Promise.all(trips.map((trip) => trip.result<{ outcome: string }>()));
    expect(results.map(({ outcome }) => outcome)).toEqual(['departed', 'rejected']);
  });

  it('does not fail because the traveller cannot be reached, or has no address', async () => {
    await using agency = await Agency.use();
    const refused = await agency.book({ traveller: { id: 't-1', email: 'bounce@example.com' } });
    const outage = await agency.book({ traveller: { id: 't-2', email: 'outage@example.com' } });
    await agency.app.host.skip(untilDeparture);
    expect(await refused.result()).toMatchObject({ outcome: 'departed' });
    expect(await outage.result()).toMatchObject({ outcome: 'departed' });
  });
});

describe('when a travel service fails', () => {
  it.each([['FLAKY-2'], ['LOST-ANSWER-2'], ['CONFIRM-FLAKY-3'], ['CONFIRM-LOST-ANSWER-1']])(
    'as with %s, the step is tried again until it works, with one effect',
    async (flight) => {
      await using agency = await Agency.use();
      const trip = await agency.book({ parts: withOffers({ flight }) });
      await agency.app.host.skip(untilDeparture);
      expect(await trip.result()).toMatchObject({ outcome: 'departed', refundedCents: 0 });
      expect(agency.standing()).toEqual(['flights confirmed', 'hotels confirmed', 'cars confirmed']);
    },
  );

  it('for too long before the payment, everything is undone and it stays a fault', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers({ hotel: 'OUTAGE' }) });
    await agency.app.host.skip({ hours: 2 });
    await expect(trip.result()).rejects.toThrow('service.unavailable');
    expect(agency.standing()).toEqual(released);
    expect(agency.app.records.messages()).toEqual(['tripFailed']);
  });

  it('after the payment, the confirmation is tried until it works, and an operator sees it', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers({ car: 'CONFIRM-FLAKY-30' }) });
    await agency.app.host.skip({ hours: 4 });
    expect(await agency.openInterventions()).toMatchObject([{ kind: 'forward', step: 'cars.confirm/car-3' }]);
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({ outcome: 'departed', refundedCents: 0 });
    expect(await agency.openInterventions()).toEqual([]);
  });

  it('and the hold has expired meanwhile, the money of a part that is gone goes back', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ parts: withOffers({ flight: 'LAST-ONE' }), cardToken: 'tok_capture_flaky_12' });
    await agency.app.host.skip({ minutes: 45 });
    const other = await agency.book({ parts: withOffers({ flight: 'LAST-ONE' }), tripId: 'trip-2' });
    await agency.app.host.skip(untilDeparture);
    expect(await trip.result()).toMatchObject({
      outcome: 'departed',
      missing: [{ part: 'flight-1', reason: 'soldOut' }],
    });
    expect(await other.result()).toMatchObject({ outcome: 'departed', missing: [] });
  });
});

describe('when an undo keeps failing', () => {
  it('the others go on, and an operator has it tried again, or gives it up', async () => {
    await using agency = await Agency.use();
    const parts = withOffers({ flight: 'RELEASE-FLAKY-15', car: 'RELEASE-OUTAGE' });
    const trip = await agency.book({ parts, cardToken: 'tok_declined' });
    await agency.app.host.skip({ hours: 3 });
    expect(agency.standing()).toEqual(['flights held', 'hotels released', 'cars held']);
    const open = await agency.openInterventions();
    expect(open.map(({ name }) => name)).toEqual(['release car-3/1.1', 'release flight-1/1.1']);
    for (const stuck of open) {
      await agency.decideIntervention(trip, stuck, stuck.name.includes('car') ? 'giveUp' : 'retry');
    }
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', notUndone: ['release car-3/1.1'] });
    expect(agency.standing()).toEqual(['flights released', 'hotels released', 'cars held']);
  });
});
