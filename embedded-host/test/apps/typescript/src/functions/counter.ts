import { app, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';

df.app.entity<number>('counter', (context) => {
  const count = context.df.getState(() => 0) ?? 0;
  context.df.setState(count + Number(context.df.getInput()));
});

df.app.orchestration('addTwice', function* (context) {
  const id = new df.EntityId('counter', context.df.instanceId);
  yield context.df.callEntity(id, 'add', 2);
  yield context.df.callEntity(id, 'add', 3);
  return 'added';
});

app.http('count', {
  route: 'count/{id}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const client = df.getClient(context);
    const { id = '' } = request.params;
    await client.startNew('addTwice', { instanceId: id });
    await client.waitForCompletionOrCreateCheckStatusResponse(request, id, {
      timeoutInMilliseconds: 5000,
      retryIntervalInMilliseconds: 50,
    });
    const { entityState } = await client.readEntityState<number>(new df.EntityId('counter', id));
    return { jsonBody: entityState };
  },
});
