// What orchestrations of this app call.
const df = require('durable-functions');

const runs = new Map();
const count = (key) => {
  runs.set(key, (runs.get(key) ?? 0) + 1);
  return runs.get(key);
};

df.app.activity('greet', { handler: (name) => `Hello ${name}` });
df.app.activity('echo', { handler: (value) => value });
df.app.activity('nothing', { handler: () => undefined });
df.app.activity('kindOf', { handler: (value) => ({ kind: Array.isArray(value) ? 'array' : typeof value, value }) });
df.app.activity('counted', { handler: (key) => count(key) });
df.app.activity('runsOf', { handler: (key) => runs.get(key) ?? 0 });
df.app.activity('broken', {
  handler: (text) => {
    throw new Error(`broken: ${text}`);
  },
});
df.app.activity('worksAt', {
  handler: ({ key, attempt }) => {
    const run = count(key);
    if (run < attempt) throw new Error(`attempt ${run}`);
    return run;
  },
});
df.app.activity('takes', {
  handler: async (ms) => {
    const from = Date.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { from, to: Date.now() };
  },
});
df.app.activity('largeText', { handler: (length) => 'x'.repeat(length) });
df.app.activity('starts', {
  extraInputs: [df.input.durableClient()],
  handler: async ({ name, id, signal }, context) => {
    const client = df.getClient(context);
    if (signal) await client.signalEntity(new df.EntityId('tally', signal), 'add', 1);
    return client.startNew(name, { instanceId: id, input: 'from an activity' });
  },
});
