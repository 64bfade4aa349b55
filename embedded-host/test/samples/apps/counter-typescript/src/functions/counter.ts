import { app, HttpHandler, HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { EntityContext, EntityHandler, OrchestrationContext, OrchestrationHandler } from 'durable-functions';

const entityName = 'counterEntity';

const counterEntity: EntityHandler<number> = (context: EntityContext<number>) => {
  const currentValue = context.df.getState(() => 0) as number;
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(currentValue + (context.df.getInput() as number));
      break;
    case 'reset':
      context.df.setState(0);
      break;
    case 'get':
      context.df.return(currentValue);
      break;
  }
};
df.app.entity(entityName, counterEntity);

const counterOrchestrator: OrchestrationHandler = function* (context: OrchestrationContext) {
  const { key, amounts } = context.df.getInput() as { key: string; amounts: number[] };
  const entityId = new df.EntityId(entityName, key);
  for (const amount of amounts) yield context.df.callEntity(entityId, 'add', amount);
  return (yield context.df.callEntity(entityId, 'get')) as number;
};
df.app.orchestration('counterOrchestrator', counterOrchestrator);

const startCounting: HttpHandler = async (request: HttpRequest, context: InvocationContext): Promise<HttpResponse> => {
  const client = df.getClient(context);
  const input: unknown = await request.json();
  const instanceId: string = await client.startNew('counterOrchestrator', { input });
  return client.createCheckStatusResponse(request, instanceId);
};
app.http('startCounting', {
  route: 'count',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: startCounting,
});

const signalCounter: HttpHandler = async (request: HttpRequest, context: InvocationContext) => {
  const entityId = new df.EntityId(entityName, String(request.params.id));
  const client = df.getClient(context);
  if (request.method === 'POST') {
    await client.signalEntity(entityId, 'add', Number(await request.text()));
    return { status: 202 };
  }
  const stateResponse = await client.readEntityState<number>(entityId);
  return { status: stateResponse.entityExists ? 200 : 404, jsonBody: stateResponse.entityState ?? null };
};
app.http('counter', {
  route: 'counters/{id}',
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: signalCounter,
});
