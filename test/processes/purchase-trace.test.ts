import { expect, it } from '@jest/globals';
import { spanTree } from 'embedded-host/testing';
import { anOrder } from '../support/an-order';
import { useApp } from '../support/app';

const RETRIED = anOrder({
  lines: [{ sku: 'FLAKY-2', quantity: 1 }],
  cardToken: 'tok_capture_declined+void_flaky_2',
});

it('A purchase with retries and a compensation is one trace, each attempt and each wait below the orchestration', async () => {
  await using app = await useApp();
  const order = await app.buy(RETRIED);
  await app.host.skip({ minutes: 1 });
  expect(await order.result()).toMatchObject({ outcome: 'rejected', by: 'payment', reason: 'cardDeclined' });

  const spans = await app.host.spans();
  const traceId = spans.find(({ name }) => name === 'create_orchestration:purchase')?.traceId;
  expect(spanTree(spans.filter((span) => span.traceId === traceId))).toEqual([
    'producer create_orchestration:purchase',
    '  server orchestration:purchase',
    '    client activity:pricing.priceOrder failed',
    '      server activity:pricing.priceOrder failed',
    '    internal orchestration:purchase:timer',
    '    client activity:pricing.priceOrder failed',
    '      server activity:pricing.priceOrder failed',
    '    internal orchestration:purchase:timer',
    '    client activity:pricing.priceOrder',
    '      server activity:pricing.priceOrder',
    '    client entity:stocklevel:reserve',
    '      server entity:stocklevel:reserve',
    '    client activity:fraud.scoreOrder',
    '      server activity:fraud.scoreOrder',
    '    client activity:payments.authorize',
    '      server activity:payments.authorize',
    '    client activity:payments.capture',
    '      server activity:payments.capture',
    '    client activity:payments.void failed',
    '      server activity:payments.void failed',
    '    internal orchestration:purchase:timer',
    '    client activity:payments.void failed',
    '      server activity:payments.void failed',
    '    internal orchestration:purchase:timer',
    '    client activity:payments.void',
    '      server activity:payments.void',
    '    client entity:stocklevel:release',
    '      server entity:stocklevel:release',
    '    client activity:notifications.send',
    '      server activity:notifications.send',
  ]);
});
