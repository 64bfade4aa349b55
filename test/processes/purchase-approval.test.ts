import { describe, expect, it } from '@jest/globals';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { useApp } from '../support/app';

const APPROVERS = { PURCHASE__APPROVER_EMAIL: 'approvers@example.com' };

describe('an order that a human decides', () => {
  it.each([
    ['expensive', anExpensiveOrder()],
    ['suspicious', anOrder({ cardToken: 'tok_suspicious' })],
  ])('because it is %s is fulfilled when approved', async (_why, input) => {
    await using app = await useApp();
    const order = await app.buy(input);
    expect((await order.status())?.runtimeStatus).toBe('Running');
    await app.decide(order, 'approve');
    expect(await order.result()).toMatchObject({ outcome: 'fulfilled' });
  });

  it('waits from the configured amount on', async () => {
    await using app = await useApp({ PURCHASE__APPROVAL_THRESHOLD_CENTS: '1000' });
    const { body } = await app.post('/processes/purchase', anOrder());
    await app.host.settled();
    expect((await app.get(`/processes/purchase/${String(body['id'])}`)).body).toMatchObject({
      state: 'waiting',
      waitsFor: [{ step: 'approval', until: expect.any(String) }],
    });
  });

  it('is undone when rejected', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    await app.decide(order, 'reject');
    expect(await order.result()).toMatchObject({ outcome: 'rejected', by: 'approval', reason: 'notApproved' });
    expect(app.records.payments()).toMatchObject([{ state: 'voided' }]);
    expect(await app.stock('PIANO-GRAND')).toMatchObject({ onHand: 100, reservations: [] });
  });

  it('reminds once, expires at the deadline and is undone', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder({ options: { approverEmail: 'approvers@example.com' } }));
    expect(app.records.messages()).toEqual(['approvalRequested']);
    await app.host.skip({ days: 1 });
    expect(app.records.messages()).toHaveLength(2);
    await app.host.skip({ days: 1, hours: 23 });
    expect((await order.status())?.runtimeStatus).toBe('Running');
    await app.host.skip({ hours: 1 });
    expect(await order.result()).toMatchObject({ outcome: 'expired', reason: 'notApprovedInTime' });
    expect(app.records.payments()).toMatchObject([{ state: 'voided' }]);
    expect((await app.get('/approvals')).body).toMatchObject({
      waiting: [],
      ended: [{ ending: { outcome: 'expired' } }],
    });
  });

  it('is closed in the inbox and undone when the customer cancels', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    await order.raiseEvent('cancelRequested', { reason: 'changed my mind' });
    expect(await order.result()).toMatchObject({ outcome: 'cancelled', reason: 'changed my mind' });
    expect((await app.get('/approvals')).body).toMatchObject({
      waiting: [],
      ended: [{ ending: { outcome: 'cancelled' } }],
    });
    expect(app.records.messages()).toEqual(['orderCancelled']);
  });

  it('is rejected when the hold on the card ends before the decision', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder({ cardToken: 'tok_short_hold' }));
    await app.host.skip({ hours: 2 });
    await app.decide(order, 'approve');
    expect(await order.result()).toMatchObject({ outcome: 'rejected', by: 'payment', reason: 'authorizationExpired' });
  });

  it('gives the stock back by its expiry when the order was terminated', async () => {
    await using app = await useApp();
    const order = await app.buy(anOrder({ lines: [{ sku: 'RARE-1', quantity: 1 }], cardToken: 'tok_suspicious' }));
    await order.terminate('operator');
    const tooEarly = await app.buy(anOrder({ lines: [{ sku: 'RARE-1', quantity: 1 }] }));
    expect(await tooEarly.result()).toMatchObject({ outcome: 'rejected', by: 'stock' });
    await app.host.skip({ days: 5 });
    const later = await app.buy(anOrder({ lines: [{ sku: 'RARE-1', quantity: 1 }] }));
    expect(await later.result()).toMatchObject({ outcome: 'fulfilled' });
  });
});

describe('deciding over HTTP', () => {
  it('lists what waits with what is to be decided', async () => {
    await using app = await useApp(APPROVERS);
    const order = await app.buy(anExpensiveOrder({ orderId: 'o-7' }));
    expect((await app.get('/approvals')).body).toMatchObject({
      waiting: [
        { approvalId: app.approvalId(order), instanceId: order.id, facts: { orderId: 'o-7', total: '12500.00 EUR' } },
      ],
    });
  });

  it('takes the first decision and answers a second one with it', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    const path = `/approvals/${app.approvalId(order)}`;
    const racing = await Promise.all([
      app.post(path, { decision: 'approve', by: 'bob', comment: 'fine' }),
      app.post(path, { decision: 'reject', by: 'eve' }),
    ]);
    const late = await app.post(path, { decision: 'reject', by: 'eve' });
    expect(racing.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const taken = racing.find(({ status }) => status === 200)?.body;
    expect(late).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      body: { recorded: { by: taken?.['by'] } },
    });
  });

  it('knows no approval that nobody asked for', async () => {
    await using app = await useApp();
    for (const id of ['nonsense', 'purchase~none~approval', 'other~none~approval']) {
      expect(await app.post(`/approvals/${id}`, { decision: 'approve', by: 'bob' })).toMatchObject({ status: 404 });
    }
  });

  it('names the field of an invalid decision', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    const reply = await app.post(`/approvals/${app.approvalId(order)}`, { decision: 'maybe', by: '' });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'decision' }, { field: 'by' }] } });
  });

  it('ends when the process that asked was terminated', async () => {
    await using app = await useApp();
    const order = await app.buy(anExpensiveOrder());
    await order.terminate('operator');
    await app.host.settled();
    expect(await app.post(`/approvals/${app.approvalId(order)}`, { decision: 'approve', by: 'bob' })).toMatchObject({
      status: 409,
      body: { detail: 'The process that asked for it has ended.' },
    });
  });
});
