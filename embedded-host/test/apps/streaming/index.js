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
