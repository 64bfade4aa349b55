const { app } = require('@azure/functions');

app.setup({ enableHttpStream: true });
app.post('mirror', {
  route: 'mirror/{id}',
  handler: (request) => ({ headers: { 'x-id': request.params.id }, body: request.body }),
});
app.get('query', (request) => ({ jsonBody: { all: request.query.getAll('a'), params: request.params } }));
app.get('throws', () => {
  throw new Error('on purpose');
});
app.get('cookies', () => ({
  cookies: [
    { name: 'plain', value: 'a' },
    { name: 'full', value: '1', path: '/x', httpOnly: true },
  ],
}));
app.get('download', (request) => {
  const chunk = Buffer.alloc(64 * 1024, 'd');
  let left = Number(request.query.get('bytes')) / chunk.length;
  return {
    body: new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    }),
  };
});
app.get('memory', () => ({ jsonBody: process.memoryUsage().rss }));
let aborted = 0;
app.post('swallow', async (request) => {
  let bytes = 0;
  try {
    for await (const chunk of request.body) bytes += chunk.length;
  } catch {
    aborted += 1;
  }
  return { jsonBody: bytes };
});
app.get('aborted', () => ({ jsonBody: aborted }));
