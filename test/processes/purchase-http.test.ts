import { describe, expect, it } from '@jest/globals';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { useApp } from '../support/app';

const START = '/processes/purchase';
const key = (value: string) => ({ 'Idempotency-Key': `"${value}"` });

describe('starting a purchase over HTTP', () => {
  it('answers 202 as Durable Functions do, and where the customer looks', async () => {
    await using app = await useApp();
    const { status, headers, body } = await app.post(START, anOrder());
    const id = String(body['id']);
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(body['statusQueryGetUri']);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body).toMatchObject({
      terminatePostUri: expect.stringContaining(id),
      viewUri: `${app.host.url}/api/processes/purchase/${id}`,
    });
  });

  it('gives the same answer to the same key and body, whatever the order of the members', async () => {
    await using app = await useApp();
    const first = await app.post(START, anOrder(), key('k-1'));
    const { shipTo, ...rest } = anOrder();
    const again = await app.post(START, { shipTo, ...rest }, { 'Idempotency-Key': 'k-1' });
    expect(again.body).toEqual(first.body);
    await app.host.settled();
    expect((await app.post(START, anOrder(), key('k-1'))).body).toEqual(first.body);
    expect(app.records.payments()).toHaveLength(1);
  });

  it('refuses the same key with another body', async () => {
    await using app = await useApp();
    await app.post(START, anOrder(), key('k-1'));
    expect(await app.post(START, anOrder({ cardToken: 'tok_other' }), key('k-1'))).toMatchObject({
      status: 422,
      type: 'application/problem+json',
      body: { errors: [{ field: 'Idempotency-Key' }] },
    });
  });

  it('starts one instance for a hundred racing requests', async () => {
    await using app = await useApp();
    const replies = await Promise.all(Array.from({ length: 100 }, () => app.post(START, anOrder(), key('race'))));
    await app.host.settled();
    expect(new Set(replies.map(({ status, body }) => `${status} ${String(body['id'])}`)).size).toBe(1);
    expect(app.records.payments()).toHaveLength(1);
    expect(await app.stock('MUG-RED')).toMatchObject({ shipped: 2 });
  });

  it('lets one body win when two race with one key', async () => {
    await using app = await useApp();
    const bodies = Array.from({ length: 20 }, (_, index) => anOrder(index % 2 === 0 ? {} : { cardToken: 'tok_other' }));
    const replies = await Promise.all(bodies.map((body) => app.post(START, body, key('race'))));
    const byBody = (parity: number) =>
      new Set(replies.filter((_, index) => index % 2 === parity).map(({ status }) => status));
    expect([[...byBody(0)], [...byBody(1)]].toSorted()).toEqual([[202], [422]]);
  });

  it('names every wrong field', async () => {
    await using app = await useApp();
    const reply = await app.post(START, anOrder({ cardToken: '4111', lines: [{ sku: 'mug', quantity: 0 }] }));
    expect(reply).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: {
        errors: [
          { field: 'lines[0].sku', message: expect.any(String) },
          { field: 'lines[0].quantity', message: expect.any(String) },
          { field: 'cardToken', message: expect.any(String) },
        ],
      },
    });
  });

  it('wants each SKU once, and a key of a sensible length', async () => {
    await using app = await useApp();
    const lines = [
      { sku: 'MUG-RED', quantity: 1 },
      { sku: 'MUG-RED', quantity: 2 },
    ];
    expect((await app.post(START, anOrder({ lines }))).body).toMatchObject({ errors: [{ field: 'lines[1].sku' }] });
    expect((await app.post(START, anOrder(), key('x'.repeat(300)))).body).toMatchObject({
      errors: [{ field: 'Idempotency-Key' }],
    });
  });

  it('refuses what is not JSON', async () => {
    await using app = await useApp();
    expect(await app.post(START, '{"customer":')).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(await app.post(START, anOrder(), { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  it('does not let a customer set what the shop decides', async () => {
    await using app = await useApp();
    const { body } = await app.post(START, anExpensiveOrder({ options: { approvalThresholdCents: 99_999_999 } }));
    await app.host.settled();
    expect((await app.get(`${START}/${String(body['id'])}`)).body).toMatchObject({ state: 'waiting' });
  });
});

describe('the view of a purchase', () => {
  it('tells the steps with attempts and times, and the result', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_flaky_1' }));
    expect((await app.get(`${START}/${order.id}`)).body).toMatchObject({
      state: 'waiting',
      waitsFor: [{ step: 'payments.authorize', until: expect.any(String) }],
      result: null,
    });
    await app.host.skip({ minutes: 1 });
    const { body } = await app.get(`${START}/${order.id}`);
    expect(body).toMatchObject({ id: order.id, state: 'completed', waitsFor: [], result: { outcome: 'fulfilled' } });
    expect(body['steps']).toContainEqual(
      expect.objectContaining({
        ...{ step: 'payments.authorize', state: 'done', attempts: 2, outcome: 'authorized' },
        ...{ startedAt: expect.any(String), endedAt: expect.any(String) },
      }),
    );
  });

  it('tells what was undone, and why it failed', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_outage' }));
    await app.host.skip({ hours: 1 });
    const fault = expect.stringMatching(/^service\.unavailable: payments\.authorize cannot answer now/);
    expect((await app.get(`${START}/${order.id}`)).body).toMatchObject({
      state: 'failed',
      fault,
      steps: expect.arrayContaining([expect.objectContaining({ step: 'payments.authorize', state: 'failed', fault })]),
      compensation: [
        { step: 'payments.void', state: 'done' },
        { step: 'stockLevel.release/MUG-RED', state: 'done' },
        { step: 'notifications.send/orderFailed', state: 'done' },
      ],
    });
  });

  it('tells what could not be undone, and that an operator has to decide', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_lost_answer_9+void_outage' }));
    await app.host.skip({ days: 1 });
    expect((await app.get(`${START}/${order.id}`)).body).toMatchObject({
      state: 'compensating',
      waitsFor: [{ step: 'intervention/give back the payment' }],
    });
  });

  it('is a problem for an unknown id', async () => {
    await using app = await useApp();
    for (const id of ['none', 'a%2Fb', 'a%3Fb']) {
      expect(await app.get(`${START}/${id}`)).toMatchObject({ status: 404, type: 'application/problem+json' });
    }
  });
});

describe('cancelling over HTTP', () => {
  it('is in time before the pivot, and may be asked twice', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    const accepted = { status: 202, body: { id: order.id, cancellation: 'accepted', inTime: true } };
    expect(await app.post(`${START}/${order.id}/cancel`, { reason: 'too dear' })).toMatchObject(accepted);
    expect(await app.post(`${START}/${order.id}/cancel`, {})).toMatchObject(accepted);
    expect(await order.result()).toMatchObject({ outcome: 'cancelled', reason: 'too dear' });
  });

  it('comes too late behind the pivot, and changes nothing', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_capture_flaky_3' }));
    const tooLate = { status: 409, body: { inTime: false, detail: expect.stringContaining('no return') } };
    expect(await app.post(`${START}/${order.id}/cancel`, {})).toMatchObject(tooLate);
    await app.host.skip({ minutes: 5 });
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
  });

  it('comes too late when it has ended, and says how', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder());
    expect(await app.post(`${START}/${order.id}/cancel`, {})).toMatchObject({
      status: 409,
      body: { detail: 'It has ended already: fulfilled.' },
    });
  });
});

it('says that it is healthy', async () => {
  await using app = await useApp();
  expect(await app.get('/health')).toMatchObject({ status: 200, body: { status: 'healthy' } });
});
