import { describe, expect, it } from '@jest/globals';
import { Agency, aTrip, TOTAL_CENTS, type TripChange } from '../support/a-trip';

const ROUTE = '/processes/trip-booking';
const key = { 'Idempotency-Key': '"trip-1"' };

async function start({ app }: Agency, change: TripChange = {}) {
  const reply = await app.post(ROUTE, await aTrip(app, change), key);
  await app.host.settled();
  return { ...reply, id: String(reply.body['id']) };
}

describe('a trip over HTTP', () => {
  it('is booked once for one key, also when the request comes again, at once or later', async () => {
    await using agency = await Agency.use();
    const racing = await Promise.all([start(agency), start(agency), start(agency)]);
    const replies = [...racing, await start(agency)];
    expect(new Set(replies.map(({ status, id }) => `${status} ${id}`)).size).toBe(1);
    expect(agency.standing()).toHaveLength(3);
    expect(agency.account()).toEqual({ paid: TOTAL_CENTS, refunded: 0 });
  });

  it('needs a key, and parts, offers and a departure that are some', async () => {
    await using agency = await Agency.use();
    const { app } = agency;
    expect(await app.post(ROUTE, await aTrip(app))).toMatchObject({ status: 400 });
    const parts = [{ kind: 'boat' as 'car', offer: 'lower case' }];
    expect(await start(agency, { parts, departsAt: 'soon' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'departsAt' }, { field: 'parts[0].kind' }, { field: 'parts[0].offer' }] },
    });
  });

  it('shows that it waits for a consent, and takes the answer', async () => {
    await using agency = await Agency.use();
    const { app } = agency;
    const { id } = await start(agency, { agreedCents: 1 });
    expect((await app.get(`${ROUTE}/${id}`)).body).toMatchObject({
      state: 'waiting',
      waitsFor: [{ step: 'consent/1', until: expect.any(String) }],
    });
    const answer = { decision: 'accept', totalCents: TOTAL_CENTS };
    expect(await app.post(`${ROUTE}/${id}/events/priceAnswered`, answer)).toMatchObject({ status: 202 });
    await app.host.settled();
    expect((await app.get(`${ROUTE}/${id}`)).body).toMatchObject({ waitsFor: [{ step: 'departure' }] });
  });

  it('names what is wrong with an answer', async () => {
    await using agency = await Agency.use();
    const { id } = await start(agency, { agreedCents: 1 });
    expect(await agency.app.post(`${ROUTE}/${id}/events/priceAnswered`, { decision: 'accept' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'totalCents' }] },
    });
  });

  it('is cancelled in the same way before the payment and after it', async () => {
    await using agency = await Agency.use();
    const { app } = agency;
    const { id: early } = await start(agency, { agreedCents: 1 });
    expect((await app.post(`${ROUTE}/${early}/cancel`, {})).body).toMatchObject({ inTime: true });
    const { body } = await app.post(ROUTE, await aTrip(app, { tripId: 'trip-2' }), { 'Idempotency-Key': '"trip-2"' });
    await app.host.settled();
    const late = `${ROUTE}/${String(body['id'])}`;
    const reply = await app.post(`${late}/cancel`, { reason: 'illness' });
    expect(reply).toMatchObject({ status: 202, body: { cancellation: 'late', inTime: false } });
    await app.host.settled();
    expect((await app.get(late)).body).toMatchObject({
      ...{ state: 'completed', result: { outcome: 'cancelled', reason: 'illness', refundedCents: 22_600 } },
    });
    expect(await app.post(`${late}/cancel`, {})).toMatchObject({ status: 409 });
  });
});
