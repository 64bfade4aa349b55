import { describe, expect, it } from '@jest/globals';
import { aTrip } from '../support/a-trip';
import { type App, useApp } from '../support/app';
import { aSignUp, signUp } from '../support/customers';

const TRIPS = '/processes/trip-booking';
const CUSTOMERS = '/processes/onboarding';

/** Dearer than agreed, so that it waits for the consent of the traveller. */
async function bookTrip(app: App, tripId: string): Promise<string> {
  const { id } = await app.host.start('trip-booking', await aTrip(app, { tripId, agreedCents: 1 }));
  await app.host.settled();
  return id;
}

const withId = (id: string) => aSignUp('', { id });

const decline = (app: App, tripId: string) =>
  app.post(`${TRIPS}/events/priceAnswered?businessKey=${tripId}`, { decision: 'decline', totalCents: 25_000 });

async function idsOf(app: App, list: string): Promise<string[]> {
  const { body } = await app.get(list);
  return (body['instances'] as { readonly id: string }[]).map(({ id }) => id); // the list's own form
}

describe('an event by business key', () => {
  it('reaches the one instance that has the key, and none of another process with the same key', async () => {
    await using app = await useApp();
    const [trip, other] = [await bookTrip(app, 'seven'), await bookTrip(app, 'eight')];
    await signUp(app, withId('seven'));
    expect(await decline(app, 'seven')).toMatchObject({ status: 202, body: { id: trip, event: 'priceAnswered' } });
    await app.host.settled();
    expect((await app.get(`${TRIPS}/${trip}`)).body).toMatchObject({ state: 'completed' });
    expect((await app.get(`${TRIPS}/${other}`)).body).toMatchObject({ state: 'waiting' });
  });

  it('is refused when nobody has the key, or not any more', async () => {
    await using app = await useApp();
    const unknown = { status: 404, body: { type: expect.stringContaining('process.unknownBusinessKey') } };
    expect(await decline(app, 'seven')).toMatchObject(unknown);
    await bookTrip(app, 'seven');
    await decline(app, 'seven');
    await app.host.settled();
    expect(await decline(app, 'seven')).toMatchObject(unknown);
  });

  it('is refused when several instances have the key, and finds the one that is left', async () => {
    await using app = await useApp();
    const [first, second] = [await bookTrip(app, 'seven'), await bookTrip(app, 'seven')];
    expect(await decline(app, 'seven')).toMatchObject({ status: 409, body: { instances: [first, second] } });
    await app.host.instance(first).terminate('by hand');
    await app.host.settled();
    expect(await decline(app, 'seven')).toMatchObject({ status: 202, body: { id: second } });
  });
});

describe('version, business key and attributes', () => {
  it('are in the view and the list of each process', async () => {
    await using app = await useApp();
    const trip = await bookTrip(app, 'seven');
    const { id: customer } = await signUp(app, withId('ada'));
    const ofTrip = { version: 1, businessKey: 'seven', attributes: { parts: 3, agreedCents: 1 } };
    const ofCustomer = { version: 1, businessKey: 'ada', attributes: { plan: 'team' } };
    expect((await app.get(`${TRIPS}/${trip}`)).body).toMatchObject(ofTrip);
    expect((await app.get(`${TRIPS}/instances`)).body['instances']).toMatchObject([{ id: trip, ...ofTrip }]);
    expect((await app.get(`${CUSTOMERS}/${customer}`)).body).toMatchObject(ofCustomer);
    expect((await app.get(`${CUSTOMERS}/instances`)).body['instances']).toMatchObject([
      { id: customer, ...ofCustomer },
    ]);
  });

  it('filter the list, while an instance runs and after it', async () => {
    await using app = await useApp();
    const [seven, eight] = [await bookTrip(app, 'seven'), await bookTrip(app, 'eight')];
    await decline(app, 'seven');
    await app.host.settled();
    expect(await idsOf(app, `${TRIPS}/instances?businessKey=seven`)).toEqual([seven]);
    expect(await idsOf(app, `${TRIPS}/instances?businessKey=eight&state=waiting`)).toEqual([eight]);
    expect((await idsOf(app, `${TRIPS}/instances?attr.parts=3`)).toSorted()).toEqual([seven, eight].toSorted());
    expect(await idsOf(app, `${TRIPS}/instances?attr.parts=4`)).toEqual([]);
    expect(await idsOf(app, `${CUSTOMERS}/instances?businessKey=seven`)).toEqual([]);
  });
});
