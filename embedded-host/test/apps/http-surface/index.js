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
