// The recorded app, and what its durable functions are handed: `GET /api/handed/{id}`.
const { app } = require('@azure/functions');
require('../recorded/index.js');

const handed = new Map();
app.hook.preInvocation(({ inputs: [trigger] }) => {
  const id = trigger?.history ? trigger.instanceId : trigger?.batch && `@${trigger.self.name}@${trigger.self.key}`;
  if (!id) return;
  // The history is not enumerable.
  const { history, input } = trigger;
  handed.set(id, [...(handed.get(id) ?? []), structuredClone({ ...trigger, history, input })]);
});
app.get('handed', { route: 'handed/{id}', handler: ({ params }) => ({ jsonBody: handed.get(params.id) ?? [] }) });
