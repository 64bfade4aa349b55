const { app } = require('@azure/functions');

const params = { handler: (request) => ({ jsonBody: request.params }) };

app.get('byNumber', { route: 'items/{id:int}', ...params });
app.get('byWord', { route: 'items/{name:alpha}', ...params });
app.get('optional', { route: 'optional/{x?}', ...params });
app.get('files', { route: 'files/{*path}', ...params });
app.get('aOverlap', { route: 'overlap/{anything}', handler: () => ({ body: 'aOverlap' }) });
app.get('zOverlap', { route: 'overlap/literal', handler: () => ({ body: 'zOverlap' }) });
app.get('sharedGet', { route: 'shared', handler: () => ({ body: 'get' }) });
app.post('sharedPost', { route: 'shared', handler: () => ({ body: 'post' }) });
app.post('echo', async (request) => ({
  status: 201,
  headers: { 'x-type': request.headers.get('content-type') ?? 'none', 'x-url': request.url },
  body: Buffer.from(await request.arrayBuffer()),
}));
app.get('nothing', () => undefined);
app.get('throws', (_request, context) => {
  context.warn('about to\nfail');
  throw new Error('on purpose');
});
app.get('notAnObject', () => 'text');
app.get('query', (request) => ({ jsonBody: [...request.query] }));
app.get('cookies', () => ({
  cookies: [
    { name: 'plain', value: 'a b' },
    { name: 'full', value: '1', path: '/x', secure: true, httpOnly: true, sameSite: 'None', maxAge: 60 },
  ],
}));
app.get('hostname', () => ({ body: process.env.WEBSITE_HOSTNAME }));
app.http('probe', {
  methods: ['HEAD', 'OPTIONS', 'PATCH', 'DELETE'],
  handler: (request) => ({ headers: { 'x-method': request.method } }),
});
app.get('headers', (request) => ({ jsonBody: Object.fromEntries(request.headers) }));
app.get('manyHeaders', () => ({
  status: 299,
  headers: {
    'Content-Type': 'application/vnd.mine+json',
    'X-Empty': '',
    'X-Mixed-Case': 'Kept',
    'Cache-Control': 'no-store',
  },
  jsonBody: { a: 1 },
}));
app.get('bodies', (request) => {
  const bodies = {
    text: { body: 'text' },
    empty: { body: '' },
    json: { jsonBody: [null, { deep: 'ü' }] },
    falsy: { jsonBody: false },
    bytes: { body: new Uint8Array([0, 255, 1]) },
    typed: { body: Buffer.from('x,y'), headers: { 'content-type': 'text/csv; charset=utf-8' } },
    web: new Response('web', { status: 202, headers: { 'x-web': 'yes' } }),
    form: { body: new URLSearchParams({ a: '1', b: 'ä' }) },
  };
  return bodies[request.query.get('kind')];
});
app.post('json', async (request) => ({ jsonBody: { got: await request.json() } }));
app.post('form', async (request) => {
  const form = await request.formData();
  const file = form.get('file');
  return { jsonBody: { field: form.get('field'), name: file.name, text: await file.text() } };
});
app.post('length', async (request) => ({ jsonBody: (await request.text()).length }));

// An HTTP function of the general kind: its answer is an extra output.
const { output, trigger } = require('@azure/functions');
const answer = output.http();
app.generic('general', {
  trigger: trigger.http({ methods: ['GET'], authLevel: 'anonymous', route: 'general/{id}' }),
  extraOutputs: [answer],
  handler: (request, context) => {
    context.extraOutputs.set(answer, { status: 207, body: request.params.id });
  },
});
