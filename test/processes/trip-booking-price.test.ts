import { describe, expect, it } from '@jest/globals';
import { Agency, TOTAL_CENTS, withOffers } from '../support/a-trip';

/** The traveller has seen another price: 10 EUR less than it costs. */
const cheaper = { agreedCents: TOTAL_CENTS - 1_000 };
const steps = (name: string, all: readonly string[]) => all.filter((step) => step === name).length;

describe('a price that is higher than the traveller has agreed to', () => {
  it('waits for a consent, with everything held and nothing paid', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book(cheaper);
    expect(agency.standing()).toEqual(['flights held', 'hotels held', 'cars held']);
    expect(agency.account()).toBe('nothing');
    expect((await trip.status())?.customStatus).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'consent/1', state: 'waiting' })]),
    });
    expect(agency.app.records.messages()).toEqual(['priceChanged']);
  });

  it('is paid when the traveller accepts', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book(cheaper);
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
  });

  it('is not paid when the traveller declines: everything is released', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book(cheaper);
    await agency.answerPrice(trip, 'decline', TOTAL_CENTS);
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'traveller', reason: 'priceDeclined' });
    expect(agency.standing()).toEqual(['flights released', 'hotels released', 'cars released']);
  });

  it('expires when nobody answers, after one reminder', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book(cheaper);
    await agency.app.host.skip({ days: 2 });
    expect(await trip.result()).toEqual({
      ...{ outcome: 'expired', tripId: 'trip-1', reason: 'priceNotAnsweredInTime' },
    });
    expect([...agency.app.records.messages()].sort()).toEqual(['priceChanged', 'priceReminder', 'tripRefused']);
    expect(agency.account()).toBe('nothing');
  });

  it('is held anew when the holds have expired meanwhile, and paid when it has not changed', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book(cheaper);
    await agency.app.host.skip({ hours: 3 });
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
    expect(steps('flights.hold', await trip.steps())).toBe(2);
    expect(agency.standing().filter((booking) => booking.endsWith('confirmed'))).toHaveLength(3);
  });

  it('is asked again when it has changed once more, as often as it changes', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ ...cheaper, parts: withOffers({ flight: 'RISING' }) });
    await agency.app.host.skip({ hours: 1 });
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
    await agency.app.host.skip({ hours: 1 });
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS + 1_200);
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS + 2_400);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS + 2_400, refunded: 0 });
  });

  it('ends without a trip when it changes more often than the agency allows', async () => {
    await using agency = await Agency.use();
    const options = { priceRounds: 2 };
    const trip = await agency.book({ ...cheaper, parts: withOffers({ flight: 'RISING' }), options });
    for (const rise of [0, 1_200]) {
      await agency.app.host.skip({ hours: 1 });
      await agency.answerPrice(trip, 'accept', TOTAL_CENTS + rise);
    }
    expect(await trip.result()).toMatchObject({ outcome: 'rejected', by: 'price', reason: 'keepsChanging' });
    expect(agency.standing().every((booking) => booking.endsWith('released'))).toBe(true);
  });

  it('is not agreed to by an answer to another price, of another form, or to the price before', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book({ ...cheaper, parts: withOffers({ flight: 'RISING' }) });
    await agency.answerPrice(trip, 'accept', 1);
    await agency.app.host.instance(trip.id).raiseEvent('priceAnswered', { decision: 'maybe' });
    await agency.app.host.skip({ hours: 1 });
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
    await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
    await agency.answerPrice(trip, 'decline', TOTAL_CENTS);
    expect((await trip.status())?.customStatus).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'consent/2', state: 'waiting' })]),
    });
    expect(agency.account()).toBe('nothing');
  });

  it('changes nothing any more when the answer comes after the payment', async () => {
    await using agency = await Agency.use();
    const trip = await agency.book();
    await agency.answerPrice(trip, 'decline', TOTAL_CENTS);
    await agency.app.host.skip({ days: 61 });
    expect(await trip.result()).toMatchObject({ outcome: 'departed' });
  });
});

it('a price that is lower needs no consent, and is what is paid', async () => {
  await using agency = await Agency.use();
  await agency.book({ agreedCents: TOTAL_CENTS + 5_000 });
  expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
});

it('the last one is held anew by who has held it', async () => {
  await using agency = await Agency.use();
  const trip = await agency.book({ ...cheaper, parts: withOffers({ flight: 'LAST-ONE' }) });
  // Not over yet, but too soon over to rely on.
  await agency.app.host.skip({ minutes: 29 });
  await agency.answerPrice(trip, 'accept', TOTAL_CENTS);
  expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
});
