const { app } = require('@azure/functions');
const df = require('durable-functions');

// Everything that functions of this app are handed, for the tests to look at.
const handed = new Map();
app.hook.preInvocation(({ inputs, invocationContext }) => {
  const [trigger] = inputs;
  const id = trigger?.instanceId ?? trigger?.self?.key;
  if (typeof id !== 'string' || !id.startsWith('handed-')) return;
  const { history, input } = trigger;
  const seen = { ...trigger, history, input, functionName: invocationContext.functionName };
  handed.set(id, [...(handed.get(id) ?? []), JSON.parse(JSON.stringify(seen))]);
});
app.get('handed', { route: 'handed/{id}', handler: ({ params }) => ({ jsonBody: handed.get(params.id) ?? [] }) });

app.get('settings', {
  handler: () => ({ jsonBody: { greeting: process.env.GREETING, hostname: process.env.WEBSITE_HOSTNAME } }),
});

app.http('start', {
  route: 'start/{name}/{id?}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const { name, id } = request.params;
    const instanceId = await client.startNew(name, { instanceId: id, input: await request.json().catch(() => null) });
    return client.createCheckStatusResponse(request, instanceId);
  },
});

app.http('client', {
  route: 'client/{operation}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const args = await request.json();
    try {
      return { jsonBody: { value: await client[request.params.operation](...args) } };
    } catch (error) {
      return { jsonBody: { error: error.message } };
    }
  },
});

app.get('binding', {
  extraInputs: [df.input.durableClient()],
  handler: (_request, context) => ({ jsonBody: context.extraInputs.get(df.input.durableClient()) }),
});

app.http('target', {
  methods: ['GET', 'POST', 'PUT'],
  handler: async (request) => ({
    status: Number(request.query.get('status') ?? 200),
    headers: { 'x-from': 'target' },
    jsonBody: { method: request.method, body: await request.text(), header: request.headers.get('x-to') },
  }),
});

const polls = new Map();
app.get('job', {
  handler: (request) => {
    const key = request.query.get('key');
    const seen = [...(polls.get(key) ?? []), request.headers.get('authorization')];
    polls.set(key, seen);
    const to = request.query.get('to') ?? '';
    const headers = { Location: `${to}/api/job?key=${key}`, 'Retry-After': request.query.get('after') ?? '0' };
    return seen.length < 3 ? { status: 202, headers } : { jsonBody: seen };
  },
});

app.get('guarded', { authLevel: 'function', handler: () => undefined });

app.storageQueue('fromQueue', { queueName: 'orders', connection: 'AzureWebJobsStorage', handler: () => undefined });
