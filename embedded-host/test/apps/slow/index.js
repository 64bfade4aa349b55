const { app } = require('@azure/functions');
const df = require('durable-functions');

app.get('hang', () => new Promise(() => {}));
app.get('quick', () => ({ body: 'quick' }));
app.get('reserved', { route: 'admin/mine', handler: () => ({ body: 'never' }) });
df.app.activity('hangingStep', { handler: () => new Promise(() => {}) });
df.app.orchestration('patient', function* (context) {
  try {
    yield context.df.callActivity('hangingStep');
  } catch (error) {
    return error.message;
  }
});
