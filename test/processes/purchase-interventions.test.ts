import type { TestInstance } from 'embedded-host/testing';
import { describe, expect, it } from '@jest/globals';
import { anOrder, shippedTo } from '../support/an-order';
import { type App, type Reply, useApp } from '../support/app';

/** The capture is declined, and the first so many requests to let the held money go fail. */
const voidFails = (requests: string) => anOrder({ cardToken: `tok_capture_declined+void_${requests}` });

/** More than the policy of an undo has attempts. */
const FOR_LONG = 'flaky_16';

async function stuckOrder(app: App, trouble = FOR_LONG): Promise<TestInstance> {
  const order = await app.buy(voidFails(trouble));
  await app.host.skip({ hours: 6 });
  return order;
}

const idOf = ({ id }: TestInstance, number = 1) => `purchase~${id}~${number}`;

function decide(app: App, order: TestInstance, action: string): Promise<Reply> {
  return app.post(`/interventions/${idOf(order)}`, { action, reason: 'called the bank', by: 'olga' });
}

describe('an undo of a purchase that keeps failing', () => {
  it('waits on the list for an operator, while the other undos have run', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    expect((await app.get('/interventions')).body).toMatchObject({
      open: [
        {
          ...{ interventionId: idOf(order), process: 'purchase', instanceId: order.id, state: 'open' },
          ...{ kind: 'compensation', name: 'give back the payment', step: 'payments.void', attempts: 15 },
          fault: expect.stringContaining('service.unavailable'),
          actions: ['retry', 'resolve', 'giveUp'],
        },
      ],
    });
    expect(await app.stock('MUG-RED')).toMatchObject({ reservations: [] });
  });

  it('is shown in the view of the order as what it waits for', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    expect((await app.get(`/processes/purchase/${order.id}`)).body).toMatchObject({
      state: 'compensating',
      waitsFor: [{ step: 'intervention/give back the payment' }],
    });
  });

  it('survives any time without a decision', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    await app.host.skip({ days: 400 });
    expect((await app.get(`/interventions/${idOf(order)}`)).body).toMatchObject({ state: 'open' });
  });

  it('stays open when it fails again at a retry, and is done when it works', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    expect(await decide(app, order, 'retry')).toMatchObject({
      status: 200,
      body: { state: 'open', outcome: 'stillStuck', fault: expect.stringContaining('service.unavailable') },
    });
    expect(await decide(app, order, 'retry')).toMatchObject({ status: 200, body: { state: 'ended', outcome: 'done' } });
    await app.host.settled();
    const result = await order.result();
    expect(result).toMatchObject({ outcome: 'rejected', by: 'payment' });
    expect(result).not.toHaveProperty('notUndone');
    expect(app.records.payments()).toMatchObject([{ state: 'voided' }]);
    expect(app.records.messages()).toEqual(['orderRefused']);
  });

  it('keeps the trail of who decided what, and why', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    await decide(app, order, 'retry');
    await decide(app, order, 'resolve');
    expect((await app.get(`/interventions/${idOf(order)}`)).body).toMatchObject({
      state: 'ended',
      ending: { outcome: 'resolved' },
      decisions: [
        { action: 'retry', outcome: 'stillStuck', by: 'olga', reason: 'called the bank' },
        { action: 'resolve', outcome: 'resolved', by: 'olga', reason: 'called the bank' },
      ],
    });
  });

  it('that an operator gave up is named in the result', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app, 'outage');
    expect(await decide(app, order, 'giveUp')).toMatchObject({ status: 200, body: { outcome: 'givenUp' } });
    await app.host.settled();
    expect(await order.result()).toMatchObject({ outcome: 'rejected', notUndone: ['give back the payment'] });
  });

  it('is decided about once: who comes later is told', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    await decide(app, order, 'resolve');
    expect(await decide(app, order, 'giveUp')).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      body: { recorded: { outcome: 'resolved', by: 'olga' } },
    });
  });

  it('can be resolved when its instance was terminated', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    await order.terminate('by hand');
    await app.host.settled();
    expect(await decide(app, order, 'retry')).toMatchObject({ status: 409 });
    expect(await decide(app, order, 'resolve')).toMatchObject({ status: 200, body: { state: 'ended' } });
  });

  it('comes too late to be cancelled', async () => {
    await using app = await useApp();
    const order = await stuckOrder(app);
    expect(await app.post(`/processes/purchase/${order.id}/cancel`, {})).toMatchObject({ status: 409 });
  });
});

describe('a parcel that cannot be sent for long', () => {
  it('is on the list while it is tried, and off it when it succeeds', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(shippedTo({ postalCode: 'FLAKY-20' })));
    await app.host.skip({ hours: 3 });
    expect((await app.get('/interventions')).body).toMatchObject({
      open: [{ kind: 'forward', step: 'shipping.createParcel/north', actions: ['retry'] }],
    });
    await app.host.skip({ days: 1 });
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
    expect((await app.get('/interventions')).body).toMatchObject({
      open: [],
      ended: [{ ending: { outcome: 'succeeded' } }],
    });
  });

  it('is sent as soon as an operator has it tried again', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(shippedTo({ postalCode: 'FLAKY-15' })));
    await app.host.skip({ minutes: 90 });
    expect(await decide(app, order, 'resolve')).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'action', message: 'expected retry' }] },
    });
    expect(await decide(app, order, 'retry')).toMatchObject({ status: 200, body: { state: 'ended', outcome: 'done' } });
    await app.host.settled();
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
  });

  it('stays on the list with the decision when it fails again', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(shippedTo({ postalCode: 'FLAKY-20' })));
    await app.host.skip({ minutes: 90 });
    expect(await decide(app, order, 'retry')).toMatchObject({ status: 200, body: { outcome: 'stillStuck' } });
    expect((await app.get(`/interventions/${idOf(order)}`)).body).toMatchObject({
      state: 'open',
      attempts: 16,
      decisions: [{ action: 'retry', outcome: 'stillStuck', by: 'olga' }],
    });
  });

  it('can be resolved when its order was terminated', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(shippedTo({ postalCode: 'FLAKY-20' })));
    await app.host.skip({ minutes: 90 });
    await order.terminate('by hand');
    await app.host.settled();
    expect(await decide(app, order, 'resolve')).toMatchObject({ status: 200, body: { state: 'ended' } });
  });
});
