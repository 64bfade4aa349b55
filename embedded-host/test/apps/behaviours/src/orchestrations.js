const df = require('durable-functions');

const later = (context, ms) => new Date(context.df.currentUtcDateTime.getTime() + ms);
const tally = (key) => new df.EntityId('Tally', key);

df.app.orchestration('about', function* (context) {
  const { instanceId, parentInstanceId, version } = context.df;
  return { input: context.df.getInput(), instanceId, parentInstanceId, version };
});
df.app.orchestration('chain', function* (context) {
  const one = yield context.df.callActivity('greet', 'one');
  const two = yield context.df.callActivity('greet', 'two');
  return [one, two];
});
df.app.orchestration('fanOut', function* (context) {
  const tasks = Array.from({ length: context.df.getInput() }, (_, index) => context.df.callActivity('echo', index));
  return yield context.df.Task.all(tasks);
});
df.app.orchestration('overlap', function* (context) {
  return yield context.df.Task.all([1, 2, 3].map(() => context.df.callActivity('takes', 300)));
});
df.app.orchestration('children', function* (context) {
  const id = context.df.instanceId;
  const named = context.df.callSubOrchestrator('about', 'named', `${id}-named`);
  const plain = [1, 2].map((index) => context.df.callSubOrchestrator('about', index));
  return yield context.df.Task.all([named, ...plain]);
});
df.app.orchestration('waitsFor', function* (context) {
  return yield context.df.Task.all(context.df.getInput().map((name) => context.df.waitForExternalEvent(name)));
});
df.app.orchestration('waitsForOne', function* (context) {
  const { name, answer } = { name: 'go', ...context.df.getInput() };
  const data = yield context.df.waitForExternalEvent(name);
  return answer ?? { got: data };
});
df.app.orchestration('takesInOrder', function* (context) {
  const got = [];
  for (const name of context.df.getInput()) got.push(yield context.df.waitForExternalEvent(name));
  return got;
});
df.app.orchestration('cycles', function* (context) {
  const { wanted, seen } = { seen: [], ...context.df.getInput() };
  seen.push(yield context.df.waitForExternalEvent('n'));
  if (seen.length < wanted) return context.df.continueAsNew({ wanted, seen });
  return seen;
});
df.app.orchestration('reports', function* (context) {
  context.df.setCustomStatus({ step: 1 });
  yield context.df.waitForExternalEvent('go');
  context.df.setCustomStatus('half');
  yield context.df.callActivity('greet', 'x');
});
df.app.orchestration('fails', function* (context) {
  return yield context.df.callActivity('broken', context.df.getInput());
});
df.app.orchestration('throws', function* () {
  throw new TypeError('thrown by the orchestrator');
});
df.app.orchestration('everything', function* (context) {
  const id = context.df.instanceId;
  yield context.df.callActivity('greet', 'x');
  yield context.df.createTimer(later(context, 20));
  yield context.df.waitForExternalEvent('go');
  yield context.df.callSubOrchestrator('about', null, `${id}-child`);
  try {
    yield context.df.callActivity('broken', 'on purpose');
  } catch {
    context.df.setCustomStatus('caught');
  }
  return 'end';
});
df.app.orchestration('recovers', function* (context) {
  const id = context.df.instanceId;
  const before = yield context.df.callActivity('counted', `${id}-before`);
  const entity = yield context.df.callEntity(new df.EntityId('Log', id), 'note', 'called');
  const activity = yield context.df.callActivity('worksAt', { key: `${id}-a`, attempt: 3 });
  const child = yield context.df.callSubOrchestrator('recoveringChild', id, `${id}-child`);
  return { before, entity, activity, child };
});
df.app.orchestration('recoveringChild', function* (context) {
  return yield context.df.callActivity('worksAt', { key: `${context.df.getInput()}-c`, attempt: 2 });
});
df.app.orchestration('recoversWithRetry', function* (context) {
  const key = context.df.instanceId;
  return yield context.df.callActivityWithRetry('worksAt', new df.RetryOptions(10, 2), { key, attempt: 3 });
});
df.app.orchestration('retries', function* (context) {
  const { attempt, times } = context.df.getInput();
  const options = new df.RetryOptions(100, times);
  options.backoffCoefficient = 2;
  return yield context.df.callActivityWithRetry('worksAt', options, { key: context.df.instanceId, attempt });
});
df.app.orchestration('retriesChild', function* (context) {
  return yield context.df.callSubOrchestratorWithRetry('throws', new df.RetryOptions(10, 2), null);
});
df.app.orchestration('once', function* (context) {
  const id = context.df.instanceId;
  const replaying = [context.df.isReplaying];
  for (const step of [1, 2, 3]) {
    yield context.df.callActivity('counted', `${id}-${step}`);
    replaying.push(context.df.isReplaying);
  }
  const runs = [];
  for (const step of [1, 2, 3]) runs.push(yield context.df.callActivity('runsOf', `${id}-${step}`));
  return { runs, replaying };
});
df.app.orchestration('race', function* (context) {
  const deadline = context.df.createTimer(later(context, context.df.getInput().days * 86_400_000));
  const event = context.df.waitForExternalEvent('go');
  const winner = yield context.df.Task.any([event, deadline]);
  if (winner !== event) return 'late';
  deadline.cancel();
  return { won: event.result };
});
df.app.orchestration('sleeps', function* (context) {
  const from = context.df.currentUtcDateTime;
  yield context.df.createTimer(later(context, context.df.getInput()));
  return { from, to: context.df.currentUtcDateTime };
});
df.app.orchestration('clock', function* (context) {
  const first = [context.df.currentUtcDateTime, context.df.currentUtcDateTime];
  yield context.df.callActivity('takes', 20);
  return { first, after: context.df.currentUtcDateTime };
});
df.app.orchestration('longSleep', function* (context) {
  yield context.df.createTimer(later(context, 20 * 86_400_000));
});
df.app.orchestration('guids', function* (context) {
  const before = [context.df.newGuid('a'), context.df.newGuid('a')];
  context.df.setCustomStatus(before);
  yield context.df.waitForExternalEvent('go');
  return before;
});
df.app.orchestration('compensates', function* (context) {
  const done = [];
  try {
    const work = [context.df.callActivity('takes', 2000), context.df.callActivity('broken', 'one of two')];
    yield context.df.Task.all(work);
  } catch (error) {
    done.push(error.message.split('\n')[0]);
    for (const name of ['second', 'first']) done.push(yield context.df.callActivity('greet', name));
  }
  return done;
});
df.app.orchestration('catches', function* (context) {
  const caught = [];
  for (const task of ['activity', 'child']) {
    try {
      if (task === 'activity') yield context.df.callActivity('broken', 'once');
      else yield context.df.callSubOrchestrator('throws');
    } catch (error) {
      caught.push(error.message);
    }
  }
  return caught;
});
df.app.orchestration('failsThroughChild', function* (context) {
  return yield context.df.callSubOrchestrator('fails', 'deep');
});
df.app.orchestration('yieldsANumber', function* () {
  yield 5;
});
df.app.orchestration('callsNobody', function* (context) {
  const { kind } = context.df.getInput();
  if (kind === 'activity') return yield context.df.callActivity('nobody');
  return yield context.df.callSubOrchestrator('nobody');
});
df.app.orchestration('roundTrip', function* (context) {
  const results = [];
  for (const value of context.df.getInput()) results.push(yield context.df.callActivity('echo', value));
  return results;
});
df.app.orchestration('kinds', function* (context) {
  const results = [];
  for (const value of context.df.getInput()) results.push(yield context.df.callActivity('kindOf', value));
  return results;
});
df.app.orchestration('undefinedResult', function* (context) {
  const result = yield context.df.callActivity('nothing');
  return { isEmpty: result === null || result === undefined };
});
df.app.orchestration('http', function* (context) {
  const responses = [];
  for (const request of context.df.getInput()) responses.push(yield context.df.callHttp(request));
  return responses;
});
df.app.orchestration('numbering', function* (context) {
  const { url } = context.df.getInput();
  yield context.df.callHttp({ method: 'GET', url });
  yield context.df.callActivityWithRetry('worksAt', new df.RetryOptions(10, 2), {
    key: context.df.instanceId,
    attempt: 2,
  });
  yield context.df.callActivity('greet', 'last');
});
df.app.orchestration('asksTally', function* (context) {
  const id = tally(context.df.getInput());
  for (const amount of [1, 2, 3]) context.df.signalEntity(id, 'add', amount);
  const total = yield context.df.callEntity(id, 'get');
  let caught;
  try {
    yield context.df.callEntity(id, 'addThenFail');
  } catch (error) {
    caught = error instanceof Error;
  }
  return { total, caught, after: yield context.df.callEntity(id, 'get') };
});
df.app.orchestration('adds', function* (context) {
  return yield context.df.callEntity(tally(context.df.getInput()), 'add', 1);
});
df.app.orchestration('locks', function* (context) {
  const { keys, ms, entry } = context.df.getInput();
  const lock = yield context.df.lock(...keys.map(tally));
  const first = tally(keys[0]);
  const before = yield context.df.callEntity(first, 'get');
  yield context.df.createTimer(later(context, ms));
  yield context.df.callEntity(first, 'set', before + entry);
  lock.release();
  return before;
});
df.app.orchestration('locksTwice', function* (context) {
  yield context.df.lock(tally('nested'));
  yield context.df.lock(tally('nested'));
});
df.app.orchestration('parentOfWaiting', function* (context) {
  return yield context.df.callSubOrchestrator('waitsForOne', {}, `${context.df.instanceId}-child`);
});
df.app.orchestration('large', function* (context) {
  return yield context.df.callActivity('largeText', context.df.getInput());
});
df.app.orchestration('lengthOf', function* (context) {
  return context.df.getInput().length;
});
df.app.orchestration('startsAnother', function* (context) {
  const { id, name } = context.df.getInput();
  return yield context.df.callActivity('starts', { name, id, signal: id });
});
df.app.orchestration('statusThenThrows', function* (context) {
  context.df.setCustomStatus('kept');
  yield context.df.callActivity('greet', 'x');
  throw new Error('after a step');
});
