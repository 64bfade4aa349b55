// A shop whose orchestrators can be changed: `CHANGE` says what is different today.
const df = require('durable-functions');

const HOUR = 3_600_000;
const change = process.env.CHANGE ?? 'none';
const after = (context, ms) => new Date(context.df.currentUtcDateTime.getTime() + ms);
const twice = new df.RetryOptions(HOUR, 2);
const stock = (sku) => new df.EntityId('stock', sku);

df.app.activity('priceOrder', { handler: ({ quantity }) => ({ cents: quantity * 100 }) });
df.app.activity('chargeCard', { handler: ({ cents }) => ({ chargeId: `real-${cents}` }) });
df.app.activity('refuse', {
  handler: () => {
    throw new Error('really refused');
  },
});
df.app.activity('shipParcel', {
  handler: async ({ to }) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return `shipped to ${to}`;
  },
});
if (change !== 'activityGone') df.app.activity('notify', { handler: (text) => text.length });

df.app.entity('stock', (context) => {
  context.df.setState(context.df.getState(() => 0) + context.df.getInput());
  context.df.return(context.df.getState());
});

const order = function* (context) {
  const { quantity, to } = context.df.getInput();
  context.df.setCustomStatus({ phase: 'pricing', to });
  let price = { cents: 0 };
  if (change === 'swapped') yield context.df.callEntity(stock('mug'), 'take', -quantity);
  if (change === 'otherInput') price = yield context.df.callActivity('priceOrder', { quantity, currency: 'EUR' });
  else price = yield context.df.callActivity('priceOrder', { quantity });
  if (change !== 'swapped' && change !== 'dropped') yield context.df.callEntity(stock('mug'), 'take', -quantity);
  if (change === 'throws') throw new Error('not today');
  context.df.setCustomStatus({ phase: 'paying', to });
  const charge =
    change === 'unretried'
      ? context.df.callActivity('chargeCard', price)
      : context.df.callActivityWithRetry('chargeCard', twice, price);
  const { chargeId } = yield charge;
  context.df.setCustomStatus({ phase: 'approving', to, chargeId });
  const approved = context.df.waitForExternalEvent('approved');
  const deadline = context.df.createTimer(after(context, 72 * HOUR));
  if ((yield context.df.Task.any([approved, deadline])) === deadline) return { outcome: 'expired' };
  deadline.cancel();
  if (change === 'early') return { outcome: 'shipped', chargeId };
  if (change === 'again') return context.df.continueAsNew({ quantity, to });
  const parcel = yield context.df.callSubOrchestrator('parcel', { to });
  if (change === 'added') yield context.df.callActivity('notify', parcel);
  return { outcome: change === 'otherOutput' ? 'sent' : 'shipped', chargeId };
};
if (change !== 'renamed') df.app.orchestration('order', order);

df.app.orchestration('parcel', function* (context) {
  const { to } = context.df.getInput();
  return yield context.df.callActivity('shipParcel', { to });
});

df.app.orchestration('failing', function* (context) {
  try {
    yield context.df.callActivityWithRetry('refuse', twice);
  } catch {
    yield context.df.Task.all(['a', 'b'].map((name) => context.df.callActivity('notify', name)));
  }
  throw new Error('gave up');
});

df.app.orchestration('unknownStep', function* (context) {
  yield context.df.callActivity('notify', 'one');
  yield context.df.callActivity('noSuchActivity');
});

df.app.orchestration('leavesTimer', function* (context) {
  context.df.signalEntity(stock('cup'), 'add', 1);
  const timer = context.df.createTimer(after(context, 20 * 24 * HOUR));
  const notified = context.df.callActivity('notify', 'first');
  yield context.df.Task.any([timer, notified]);
  return 'left';
});

df.app.orchestration('counter', function* (context) {
  const count = context.df.getInput();
  context.df.setCustomStatus({ rounds: Array.from({ length: count }, (_, round) => round + 1) });
  yield context.df.callActivity('notify', `round ${count}`);
  if (count < 3) return context.df.continueAsNew(count + 1);
  yield context.df.waitForExternalEvent('go');
  yield context.df.waitForExternalEvent('go');
  return count;
});

df.app.orchestration('critical', function* (context) {
  const lock = yield context.df.lock(stock('a'), stock('b'));
  yield context.df.callEntity(stock('a'), 'add', 1);
  lock.release();
  return 'done';
});

df.app.orchestration('holder', function* (context) {
  const lock = yield context.df.lock(stock('a'));
  yield context.df.createTimer(after(context, HOUR));
  lock.release();
});

df.app.orchestration('poller', function* (context) {
  const response = yield context.df.callHttp({ method: 'GET', url: 'http://shop.invalid/jobs/1' });
  return response.content;
});
