import { describe, expect, it } from '@jest/globals';
import { anOrder, shippedTo } from '../support/an-order';
import { type App, useApp } from '../support/app';

const EVERYWHERE = {
  lines: [
    { sku: 'MUG-RED', quantity: 2 },
    { sku: 'SHIRT-M', quantity: 1 },
  ],
};

/** Nothing is held and nothing was taken: as if the order had never been. */
async function expectNothingLeft(app: App): Promise<void> {
  expect((await app.stock('MUG-RED'))?.reservations ?? []).toHaveLength(0);
  expect(app.records.payments().filter(({ state }) => state !== 'voided')).toEqual([]);
  expect(app.records.parcels()).toEqual([]);
}

describe('a purchase', () => {
  it('is paid, sent and confirmed', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ orderId: 'o-1' }));
    expect(await order.result()).toMatchObject({
      outcome: 'fulfilled',
      orderId: 'o-1',
      totalCents: 2_580,
      parcels: [{ warehouse: 'north' }],
      refundedCents: 0,
    });
    expect(await order.steps()).toEqual([
      'pricing.priceOrder',
      '@stocklevel@MUG-RED.reserve',
      'fraud.scoreOrder',
      'payments.authorize',
      'payments.capture',
      'shipping.createParcel',
      '@stocklevel@MUG-RED.ship',
      'notifications.send',
    ]);
    expect(app.records.payments()).toMatchObject([{ state: 'captured', capturedCents: 2_580 }]);
    expect(app.records.messages()).toEqual(['orderConfirmed']);
    expect(await app.stock('MUG-RED')).toMatchObject({ onHand: 9_998, shipped: 2 });
  });

  it('sends one parcel from each warehouse', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(EVERYWHERE));
    expect(await order.result()).toMatchObject({ parcels: [{ warehouse: 'north' }, { warehouse: 'south' }] });
    expect(app.records.parcels()).toHaveLength(2);
  });

  it('is refused when the SKU is unknown, with nothing to undo', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ lines: [{ sku: 'NO-SUCH', quantity: 1 }] }));
    expect(await order.result()).toMatchObject({
      outcome: 'rejected',
      by: 'pricing',
      reason: 'unknownSku',
      sku: 'NO-SUCH',
    });
    expect(await order.steps()).toEqual(['pricing.priceOrder', 'notifications.send']);
    expect(app.records.messages()).toEqual(['orderRefused']);
  });

  it('releases what it has when another line is out of stock, and only that', async () => {
    await using app = await useApp();
    const order = await app.buy(
      anOrder({
        lines: [
          { sku: 'MUG-RED', quantity: 2 },
          { sku: 'GONE-1', quantity: 1 },
        ],
      }),
    );
    expect(await order.result()).toMatchObject({
      outcome: 'rejected',
      by: 'stock',
      reason: 'outOfStock',
      sku: 'GONE-1',
    });
    expect((await order.steps()).filter((step) => step.endsWith('.release'))).toEqual(['@stocklevel@MUG-RED.release']);
    await expectNothingLeft(app);
  });

  it.each([
    ['tok_fraud', 'fraud', 'cardBlocked', []],
    ['tok_declined', 'payment', 'cardDeclined', []],
    ['tok_capture_declined', 'payment', 'cardDeclined', ['payments.void']],
  ])('with %s is rejected by %s and undone newest first', async (cardToken, by, reason, undone) => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ ...EVERYWHERE, cardToken }));
    expect(await order.result()).toMatchObject({ outcome: 'rejected', by, reason });
    const steps = await order.steps();
    expect(steps.slice(-3 - undone.length)).toEqual([
      ...undone,
      '@stocklevel@SHIRT-M.release',
      '@stocklevel@MUG-RED.release',
      'notifications.send',
    ]);
    await expectNothingLeft(app);
  });

  it('pays everything back when no warehouse can send it', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ ...EVERYWHERE, ...shippedTo({ country: 'AQ' }) }));
    expect(await order.result()).toMatchObject({
      outcome: 'undeliverable',
      reason: 'addressNotServed',
      refundedCents: 5_030,
    });
    expect(app.records.payments()).toMatchObject([{ state: 'captured', capturedCents: 5_030, refundedCents: 5_030 }]);
    expect(await app.stock('MUG-RED')).toMatchObject({ onHand: 10_000, reservations: [] });
  });

  it('does not fail because the customer cannot be reached', async () => {
    await using app = await useApp();
    const refused = await app.buy(anOrder({ customer: { id: 'c-1', email: 'bounce@example.com' } }));
    const outage = await app.buy(anOrder({ customer: { id: 'c-1', email: 'outage@example.com' } }));
    await app.host.skip({ minutes: 5 });
    expect(await refused.result()).toMatchObject({ outcome: 'fulfilled' });
    expect(await outage.result()).toMatchObject({ outcome: 'fulfilled' });
  });
});

describe('when a service fails', () => {
  it('the step is tried again until it works', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_flaky_2' }));
    await app.host.skip({ minutes: 1 });
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
    expect((await order.steps()).filter((step) => step === 'payments.authorize')).toHaveLength(3);
  });

  it('for too long, everything is undone and it stays a fault', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_outage' }));
    await app.host.skip({ hours: 1 });
    await expect(order.result()).rejects.toThrow('service.unavailable');
    await expectNothingLeft(app);
    expect(app.records.messages()).toEqual(['orderFailed']);
  });

  it('and its answer is lost, the money is taken once', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_lost_answer_2+capture_lost_answer_3' }));
    await app.host.skip({ hours: 2 });
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
    expect(app.records.payments()).toMatchObject([{ state: 'captured', capturedCents: 2_580, refundedCents: 0 }]);
  });

  it('behind the pivot, it is tried until it works', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder(shippedTo({ postalCode: 'FLAKY-30' })));
    await app.host.skip({ days: 1 });
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
    expect(app.records.parcels()).toHaveLength(1);
  });

  it('while undoing, the result of an order of version 1 names what was not undone', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ cardToken: 'tok_capture_declined+void_outage' }), { version: 1 });
    await app.host.skip({ hours: 6 });
    expect(await order.result()).toMatchObject({ outcome: 'rejected', notUndone: ['give back the payment'] });
    expect(await app.stock('MUG-RED')).toMatchObject({ reservations: [] });
  });
});
