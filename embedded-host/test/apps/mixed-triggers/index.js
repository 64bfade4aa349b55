const { app, output } = require('@azure/functions');

const queue = output.storageQueue({ queueName: 'q', connection: 'C' });
const log = (what) => (input, context) => context.log(`${what} got ${typeof input} ${JSON.stringify(input)}`);

let attempts = 0;
app.storageQueue('onMessage', { queueName: 'q', connection: 'C', handler: log('onMessage') });
app.storageBlob('onBlob', {
  path: 'in/{name}',
  connection: 'C',
  handler: (blob, context) => context.log(`onBlob got ${Buffer.isBuffer(blob)} ${blob.toString()}`),
});
app.serviceBusQueue('onBus', { queueName: 'q', connection: 'C', handler: log('onBus') });
app.eventGrid('onEvent', { handler: log('onEvent') });
app.timer('yearly', {
  schedule: '0 0 0 1 1 *',
  handler: (timer, context) => context.log(`yearly got ${timer.isPastDue} ${timer.scheduleStatus.last}`),
});
app.storageQueue('stubborn', {
  queueName: 'q',
  connection: 'C',
  retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { seconds: 0 } },
  handler: (_message, context) => {
    attempts += 1;
    const { retryCount = 0, maxRetryCount = 0, exception } = context.retryContext ?? {};
    context.log(`attempt ${attempts}: ${retryCount} of ${maxRetryCount}, after ${exception?.message ?? 'nothing'}`);
    if (attempts < 3) throw new Error(`bad ${attempts}`);
  },
});
app.get('greet', {
  extraOutputs: [queue],
  handler: (_request, context) => {
    context.extraOutputs.set(queue, 'dropped');
    return { body: 'hello' };
  },
});
