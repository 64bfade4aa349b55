const { app, output } = require('@azure/functions');

const queue = output.storageQueue({ queueName: 'q', connection: 'C' });
app.storageQueue('onMessage', { queueName: 'q', connection: 'C', handler: () => {} });
app.get('greet', {
  extraOutputs: [queue],
  handler: (_request, context) => {
    context.extraOutputs.set(queue, 'dropped');
    return { body: 'hello' };
  },
});
