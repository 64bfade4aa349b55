// What the crash tests kill: every activity leaves a line in the file TRACES/<trace> each time it begins.
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const df = require('durable-functions');

df.app.activity('work', {
  handler: async ({ trace, step, ms = 0 }) => {
    appendFileSync(join(process.env.TRACES, trace), `${step}\n`);
    await pause(ms);
    return `${step} of ${trace}`;
  },
});

df.app.orchestration('waitsForTwo', function* (context) {
  const first = yield context.df.waitForExternalEvent('first');
  const second = yield context.df.waitForExternalEvent('second');
  return { input: context.df.getInput(), first, second };
});

df.app.orchestration('rings', function* (context) {
  const dueAt = new Date(context.df.currentUtcDateTime.getTime() + context.df.getInput().ms);
  yield context.df.createTimer(dueAt);
  return { dueAt, firedAt: context.df.currentUtcDateTime };
});

df.app.orchestration('threeSteps', function* (context) {
  const { trace, ms } = context.df.getInput();
  const before = yield context.df.callActivity('work', { trace, step: 'before' });
  const long = yield context.df.callActivity('work', { trace, step: 'long', ms });
  const after = yield context.df.callActivity('work', { trace, step: 'after' });
  return [before, long, after];
});

df.app.orchestration('parent', function* (context) {
  return yield context.df.callSubOrchestrator('waitsForTwo', 'from the parent', `${context.df.instanceId}-child`);
});

// A little of everything: activities in sequence and in parallel, a child, an entity, a timer and an event.
df.app.orchestration('journey', function* (context) {
  const trace = context.df.instanceId;
  const work = (step) => context.df.callActivity('work', { trace, step, ms: 5 });
  const pack = yield work('pack');
  const [train, hotel] = yield context.df.Task.all([work('train'), work('hotel')]);
  const leg = yield context.df.callSubOrchestrator('leg', trace, `${trace}-leg`);
  yield context.df.callEntity(new df.EntityId('ledger', 'all'), 'add', trace);
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 20));
  const ticket = yield context.df.waitForExternalEvent('ticket');
  const home = yield work('home');
  return [pack, train, hotel, leg, ticket, home];
});

df.app.orchestration('leg', function* (context) {
  return yield context.df.callActivity('work', { trace: context.df.getInput(), step: 'leg', ms: 5 });
});

df.app.entity('ledger', ({ df: entity }) => {
  const entries = entity.getState(() => []);
  entries.push(entity.getInput());
  entity.setState(entries);
  entity.return(entries.length);
});
