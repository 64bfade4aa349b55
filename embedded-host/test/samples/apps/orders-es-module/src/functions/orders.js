import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { priceOf } from '../price.js';

df.app.activity('price', { handler: priceOf });

df.app.activity('confirm', {
  handler: async ({ total, by }) => {
    const { createHash } = await import('node:crypto');
    return { total, by, receipt: createHash('sha256').update(`${total} ${by}`).digest('hex').slice(0, 8) };
  },
});

df.app.orchestration('order', function* (context) {
  const { items } = context.df.getInput();
  const prices = yield context.df.Task.all(items.map((item) => context.df.callActivity('price', item)));
  const total = prices.reduce((sum, price) => sum + price, 0);
  context.df.setCustomStatus({ total });

  const deadline = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60 * 60 * 1000));
  const approval = context.df.waitForExternalEvent('Approval');
  const winner = yield context.df.Task.any([approval, deadline]);
  if (winner === deadline) return { total, by: 'nobody' };

  deadline.cancel();
  return yield context.df.callActivity('confirm', { total, by: approval.result });
});

app.post('startOrder', {
  route: 'orders/{id}',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    await client.startNew('order', { instanceId: request.params.id, input: await request.json() });
    return client.createCheckStatusResponse(request, request.params.id);
  },
});

app.put('approveOrder', {
  route: 'orders/{id}/approval',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    await df.getClient(context).raiseEvent(request.params.id, 'Approval', await request.text());
    return { status: 202 };
  },
});
