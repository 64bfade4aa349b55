import { describe, expect, it } from '@jest/globals';
import { post, start, unique } from './app-client';
import { aTrip, TRIP_CENTS } from './orders';
import { aProblem } from './reply';

describe('a trip', () => {
  it('is booked when the traveller accepts the new price, and refunded by rule when plans change', async () => {
    const trip = await start('trip-booking', aTrip({ agreedCents: 1 }));
    await trip.waitsFor('consent/1');
    const accepted = { decision: 'accept', totalCents: TRIP_CENTS };
    expect(await trip.tell('priceAnswered', accepted)).toMatchObject({ status: 202, body: { state: 'submitted' } });
    await trip.waitsFor('departure');
    expect(await trip.cancel('illness')).toMatchObject({ status: 202, body: { cancellation: 'late', inTime: false } });
    expect(await trip.result()).toMatchObject({
      ...{ outcome: 'cancelled', reason: 'illness', paidCents: TRIP_CENTS, refundedCents: 22_600 },
    });
  });

  it('names what is wrong with an answer', async () => {
    const trip = await start('trip-booking', aTrip({ agreedCents: 1 }));
    await trip.waitsFor('consent/1');
    expect(await trip.tell('priceAnswered', { decision: 'accept' })).toMatchObject(
      aProblem(400, 'request.invalid', 'totalCents'),
    );
    await trip.tell('priceAnswered', { decision: 'decline', totalCents: TRIP_CENTS });
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'traveller', reason: 'priceDeclined' });
  });

  it('is not found by a business key that two trips have', async () => {
    const order = aTrip({ tripId: unique(), agreedCents: 1 });
    const trips = [await start('trip-booking', order), await start('trip-booking', order)];
    for (const trip of trips) await trip.waitsFor('consent/1');
    const answer = { decision: 'decline', totalCents: TRIP_CENTS };
    const path = `/processes/trip-booking/events/priceAnswered?businessKey=${order.tripId}`;
    expect(await post(path, answer)).toMatchObject({
      ...aProblem(409, 'process.ambiguousBusinessKey'),
      body: { instances: expect.arrayContaining(trips.map(({ id }) => id)) },
    });
    for (const trip of trips) await trip.cancel('once was enough');
  });
});
