const { app } = require('@azure/functions');
const df = require('durable-functions');

const handler = () => ({ body: 'in' });

app.get('anyone', { authLevel: 'anonymous', handler });
app.get('withKey', { authLevel: 'function', handler });
app.get('otherWithKey', { authLevel: 'function', handler });
app.get('masterOnly', { authLevel: 'admin', handler });

df.app.orchestration('echo', function* (context) {
  return context.df.getInput();
});
df.app.entity('counter', (context) => context.df.setState(context.df.getState(() => 0) + 1));

app.post('begin', {
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const id = await client.startNew('echo', { input: 'text' });
    await client.signalEntity(new df.EntityId('counter', 'one'), 'add');
    return client.waitForCompletionOrCreateCheckStatusResponse(request, id, {
      timeoutInMilliseconds: 5000,
      retryIntervalInMilliseconds: 50,
    });
  },
});
app.post('links', {
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    return client.createCheckStatusResponse(request, await client.startNew('echo', { input: 1 }));
  },
});
