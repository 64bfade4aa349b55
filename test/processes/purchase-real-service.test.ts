import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/an-order';
import { useApp } from '../support/app';
import { FakeService } from '../support/fake-service';

describe('a purchase with real payments, named by SERVICES__PAYMENTS__URL', () => {
  let payments: FakeService;
  beforeEach(async () => {
    payments = await FakeService.start();
  });
  afterEach(() => payments.stop());

  const startShop = () => useApp({ SERVICES__PAYMENTS__URL: `${payments.url}/api` });
  const refusal = { status: 402, body: { title: 'insufficient credit' } };

  it('takes a 4xx as a refusal', async () => {
    await using app = await startShop();
    payments.answer = refusal;
    const order = await app.buy(anOrder());
    expect(await order.result()).toMatchObject({
      outcome: 'rejected',
      by: 'payment',
      reason: 'insufficient credit',
    });
    expect(payments.received.map(({ path }) => path)).toEqual(['/api/authorize']);
  });

  it('asks again after a 5xx, with the same key, in the same trace', async () => {
    await using app = await startShop();
    payments.answer = { status: 503 };
    const order = await app.buy(anOrder());
    payments.answer = refusal;
    await app.host.skip({ minutes: 1 });
    expect(await order.result()).toMatchObject({ outcome: 'rejected', reason: 'insufficient credit' });
    const [first, second] = payments.received.map(({ headers }) => headers);
    expect(first?.['idempotency-key']).toBe(`"${order.id}/payments.authorize"`);
    expect(second?.['idempotency-key']).toBe(first?.['idempotency-key']);
    const traces = [first, second].map((headers) => String(headers?.['traceparent']));
    expect(traces[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
    expect(traces[1]?.slice(0, 36)).toBe(traces[0]?.slice(0, 36));
  });

  it('undoes its steps when the service stays down, and leaves to an operator what it cannot undo', async () => {
    await using app = await startShop();
    payments.answer = { status: 503 };
    const order = await app.buy(anOrder());
    await app.host.skip({ days: 1 });
    expect(await order.status()).toMatchObject({ runtimeStatus: 'Running' });
    const open = [{ instanceId: order.id, name: 'give back the payment' }];
    expect((await app.get('/interventions')).body).toMatchObject({ open });
    expect(payments.received.map(({ path }) => path)).toContain('/api/void');
    expect(await app.stock('MUG-RED')).toMatchObject({ reservations: [] });
  });
});
