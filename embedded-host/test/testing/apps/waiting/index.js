// Waits of every kind: timers, events, sub-orchestrations, entities, and activities that take real time.
const { appendFileSync } = require('node:fs');
const { app } = require('@azure/functions');
const df = require('durable-functions');

const DAY = 86_400_000;
const after = (context, ms) => new Date(context.df.currentUtcDateTime.getTime() + ms);
const journal = new df.EntityId('journal', 'all');

df.app.activity('slowly', {
  handler: async (what) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return `slowly: ${what}`;
  },
});
df.app.activity('refuse', {
  handler: () => {
    throw new Error('no such customer');
  },
});

df.app.entity('journal', (context) => {
  const lines = context.df.getState(() => []);
  if (context.df.operationName === 'write') context.df.setState([...lines, context.df.getInput()]);
  else context.df.return(lines);
});

df.app.orchestration('trial', function* (context) {
  yield context.df.createTimer(after(context, 45 * DAY));
  return yield context.df.callActivity('slowly', 'end the trial');
});

df.app.orchestration('approval', function* (context) {
  const deadline = context.df.createTimer(after(context, 3 * DAY));
  const decision = context.df.waitForExternalEvent('decision');
  const winner = yield context.df.Task.any([decision, deadline]);
  if (winner === deadline) return 'expired';
  deadline.cancel();
  return decision.result;
});

df.app.orchestration('order', function* (context) {
  const decision = yield context.df.callSubOrchestrator('approval');
  yield context.df.callActivity('slowly', decision);
  return decision;
});

df.app.orchestration('diary', function* (context) {
  const { name, days } = context.df.getInput();
  for (const day of days) {
    yield context.df.createTimer(after(context, day * DAY));
    yield context.df.callActivity('slowly', name);
    yield context.df.callEntity(
      journal,
      'write',
      `${name} ${context.df.currentUtcDateTime.toISOString().slice(0, 10)}`,
    );
  }
  return yield context.df.callEntity(journal, 'read');
});

df.app.orchestration('refused', function* (context) {
  yield context.df.callActivity('refuse');
});

df.app.orchestration('echo', function* (context) {
  yield* [];
  return context.df.getInput() ?? null;
});

const note = (what) => {
  if (process.env.NOTES) appendFileSync(process.env.NOTES, `${what}\n`);
};
note('loaded');
app.hook.appStart(() => note('started'));
app.hook.appTerminate(() => note('ended'));

app.http('greeting', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request, context) => {
    context.log('somebody wants a greeting');
    return { jsonBody: { greeting: process.env.GREETING ?? null, name: request.query.get('name') } };
  },
});
