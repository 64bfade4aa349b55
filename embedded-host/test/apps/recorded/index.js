const { app } = require('@azure/functions');
const df = require('durable-functions');
// The recorded app called itself on a fixed port.
const origin = () => `http://${process.env.WEBSITE_HOSTNAME}`;

// ---------- activities ----------
df.app.activity('sayHello', { handler: (city) => `Hello, ${city}!` });
df.app.activity('addOne', { handler: (n) => n + 1 });
df.app.activity('failAlways', {
  handler: (input) => {
    throw new Error(`activity failed on purpose: ${input}`);
  },
});
const attempts = new Map();
df.app.activity('flaky', {
  handler: (input) => {
    const n = (attempts.get(input.key) || 0) + 1;
    attempts.set(input.key, n);
    if (n < input.succeedOn) throw new Error(`flaky attempt ${n} failed`);
    return `ok on attempt ${n}`;
  },
});
const gate = new Map();
df.app.activity('gated', {
  handler: (key) => {
    if (!gate.get(key)) {
      gate.set(key, true);
      throw new Error(`gated first time: ${key}`);
    }
    return `gate open: ${key}`;
  },
});
df.app.activity('returnObject', { handler: (input) => ({ echoed: input, nested: { a: [1, 2, 3], s: 'x' } }) });
df.app.activity('slow', {
  handler: async (ms) => {
    await new Promise((r) => setTimeout(r, ms));
    return `slept ${ms}`;
  },
});

// ---------- orchestrators ----------
df.app.orchestration('helloCities', function* (context) {
  const out = [];
  out.push(yield context.df.callActivity('sayHello', 'Tokyo'));
  out.push(yield context.df.callActivity('sayHello', 'Seattle'));
  out.push(yield context.df.callActivity('sayHello', 'London'));
  return out;
});
df.app.orchestration('fanOut3', function* (context) {
  const n = context.df.getInput() || 3;
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(context.df.callActivity('addOne', i));
  const r = yield context.df.Task.all(tasks);
  return r.reduce((a, b) => a + b, 0);
});
df.app.orchestration('fanOutOneFails', function* (context) {
  const r = yield context.df.Task.all([
    context.df.callActivity('addOne', 1),
    context.df.callActivity('failAlways', 'x'),
    context.df.callActivity('addOne', 2),
  ]);
  return r;
});
df.app.orchestration('activityFails', function* (context) {
  return yield context.df.callActivity('failAlways', 'boom');
});
df.app.orchestration('activityFailsCaught', function* (context) {
  try {
    return yield context.df.callActivity('failAlways', 'boom');
  } catch (e) {
    return { caught: e.message, name: e.name };
  }
});
df.app.orchestration('retryThenOk', function* (context) {
  return yield context.df.callActivityWithRetry('flaky', new df.RetryOptions(200, 3), {
    key: context.df.instanceId,
    succeedOn: 3,
  });
});
df.app.orchestration('retryExhausted', function* (context) {
  return yield context.df.callActivityWithRetry('flaky', new df.RetryOptions(200, 3), {
    key: context.df.instanceId,
    succeedOn: 99,
  });
});
df.app.orchestration('timer1s', function* (context) {
  const due = new Date(context.df.currentUtcDateTime.getTime() + 1000);
  yield context.df.createTimer(due);
  return { fired: true };
});
df.app.orchestration('eventVsTimer', function* (context) {
  const ms = (context.df.getInput() || {}).timeoutMs || 60000;
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));
  const ev = context.df.waitForExternalEvent('Approval');
  const winner = yield context.df.Task.any([ev, timer]);
  if (winner === ev) {
    timer.cancel();
    return { winner: 'event', data: ev.result };
  }
  return { winner: 'timer' };
});
df.app.orchestration('waitTwoEvents', function* (context) {
  const a = yield context.df.waitForExternalEvent('A');
  const b = yield context.df.waitForExternalEvent('B');
  return { a, b };
});
df.app.orchestration('childOk', function* (context) {
  return yield context.df.callActivity('sayHello', context.df.getInput());
});
df.app.orchestration('childFails', function* (context) {
  throw new Error('child failed on purpose');
});
df.app.orchestration('parentOk', function* (context) {
  const named = yield context.df.callSubOrchestrator('childOk', 'Paris', `${context.df.instanceId}-child`);
  const auto = yield context.df.callSubOrchestrator('childOk', 'Rome');
  return [named, auto];
});
df.app.orchestration('parentFails', function* (context) {
  return yield context.df.callSubOrchestrator('childFails', null, `${context.df.instanceId}-child`);
});
df.app.orchestration('parentCatches', function* (context) {
  try {
    return yield context.df.callSubOrchestrator('childFails', null, `${context.df.instanceId}-child`);
  } catch (e) {
    return { caught: e.message };
  }
});
df.app.orchestration('throwsOwnError', function* (context) {
  throw new TypeError('orchestrator threw');
});
df.app.orchestration('countUp', function* (context) {
  const n = context.df.getInput() || 0;
  yield context.df.callActivity('addOne', n);
  if (n < 3) {
    context.df.continueAsNew(n + 1);
    return;
  }
  return { done: n };
});
df.app.orchestration('entityCaller', function* (context) {
  const id = new df.EntityId('Counter', context.df.getInput());
  context.df.signalEntity(id, 'add', 5);
  yield context.df.callEntity(id, 'add', 10);
  const v = yield context.df.callEntity(id, 'get');
  return v;
});
df.app.orchestration('entityFails', function* (context) {
  const id = new df.EntityId('Counter', context.df.getInput());
  try {
    return yield context.df.callEntity(id, 'explode');
  } catch (e) {
    return { caught: e.message };
  }
});
df.app.orchestration('customStatus', function* (context) {
  context.df.setCustomStatus('phase-1');
  yield context.df.callActivity('sayHello', 'A');
  context.df.setCustomStatus({ phase: 2, items: ['x'] });
  yield context.df.waitForExternalEvent('go');
  context.df.setCustomStatus({ phase: 3 });
  return 'done';
});
df.app.orchestration('longWait', function* (context) {
  const d = yield context.df.waitForExternalEvent('finish');
  return { finishedWith: d };
});
df.app.orchestration('rewindable', function* (context) {
  const a = yield context.df.callActivity('sayHello', 'first');
  const b = yield context.df.callActivity('gated', context.df.instanceId);
  return [a, b];
});
df.app.orchestration('callHttpGet', function* (context) {
  const r = yield context.df.callHttp({ method: 'GET', url: `${origin()}/api/echo?x=1`, headers: { 'x-test': 'yes' } });
  return r;
});
df.app.orchestration('callHttpPost', function* (context) {
  const r = yield context.df.callHttp({ method: 'POST', url: `${origin()}/api/echo`, body: { a: 1, b: 'two' } });
  return r;
});
df.app.orchestration('callHttp202', function* (context) {
  const r = yield context.df.callHttp({
    method: 'GET',
    url: `${origin()}/api/async202?key=${context.df.instanceId}`,
    enablePolling: true,
  });
  return r;
});
df.app.orchestration('echoInput', function* (context) {
  return {
    input: context.df.getInput(),
    instanceId: context.df.instanceId,
    parent: context.df.parentInstanceId === undefined ? 'undefined' : context.df.parentInstanceId,
    isReplaying: context.df.isReplaying,
    guid: context.df.newGuid('seed'),
    now: typeof context.df.currentUtcDateTime,
  };
});
df.app.orchestration('objectActivity', function* (context) {
  return yield context.df.callActivity('returnObject', context.df.getInput());
});
df.app.orchestration('slowChain', function* (context) {
  return yield context.df.callActivity('slow', 3000);
});

df.app.orchestration('callsUnknownActivity', function* (context) {
  return yield context.df.callActivity('noSuchActivity', 1);
});
df.app.orchestration('callsUnknownSub', function* (context) {
  return yield context.df.callSubOrchestrator('noSuchOrchestrator', 1);
});
let flip = 0;
df.app.orchestration('nonDeterministic', function* (context) {
  if (flip++ % 2 === 0) yield context.df.callActivity('sayHello', 'a');
  else yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 500));
  yield context.df.callActivity('addOne', 1);
  return 'end';
});
df.app.orchestration('waitsForThreeInOrder', function* (context) {
  const r = [];
  for (let i = 0; i < 3; i++) r.push(yield context.df.waitForExternalEvent('E'));
  return r;
});
df.app.orchestration('canWithEvents', function* (context) {
  const st = context.df.getInput() || { seen: [] };
  const e = yield context.df.waitForExternalEvent('E');
  st.seen.push(e);
  if (st.seen.length < 3) {
    context.df.continueAsNew(st);
    return;
  }
  return st;
});
df.app.orchestration('parallelSubs', function* (context) {
  return yield context.df.Task.all(
    [1, 2, 3].map((n) => context.df.callSubOrchestrator('childOk', 'c' + n, context.df.instanceId + ':' + n)),
  );
});
df.app.orchestration('anyOfActivities', function* (context) {
  const t = [context.df.callActivity('slow', 1500), context.df.callActivity('slow', 50)];
  const w = yield context.df.Task.any(t);
  return { winner: t.indexOf(w), value: w.result };
});
df.app.orchestration('subRetry', function* (context) {
  return yield context.df.callSubOrchestratorWithRetry(
    'childFails',
    new df.RetryOptions(200, 2),
    null,
    context.df.instanceId + '-r',
  );
});
df.app.orchestration('terminateParent', function* (context) {
  return yield context.df.callSubOrchestrator('longWait', null, context.df.instanceId + '-child');
});

// ---------- entity ----------
df.app.entity('Counter', (context) => {
  const cur = context.df.getState(() => 0);
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(cur + context.df.getInput());
      break;
    case 'reset':
      context.df.setState(0);
      break;
    case 'get':
      context.df.return(cur);
      break;
    case 'explode':
      throw new Error('entity exploded on purpose');
    case 'delete':
      context.df.destructOnExit();
      break;
  }
});

// ---------- HTTP ----------
app.http('start', {
  route: 'orchestrators/{name}',
  methods: ['POST', 'GET'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const text = await request.text();
    const input = text ? JSON.parse(text) : undefined;
    const instanceId = request.query.get('instanceId') || undefined;
    const id = await client.startNew(request.params.name, { input, instanceId });
    return client.createCheckStatusResponse(request, id);
  },
});
app.http('startWait', {
  route: 'orchestrators/{name}/wait',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const text = await request.text();
    const id = await client.startNew(request.params.name, { input: text ? JSON.parse(text) : undefined });
    return client.waitForCompletionOrCreateCheckStatusResponse(request, id, {
      timeoutInMilliseconds: 10000,
      retryIntervalInMilliseconds: 200,
    });
  },
});
app.http('client', {
  route: 'client/{op}/{id?}',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const c = df.getClient(context);
    const id = request.params.id;
    const b = await request.json().catch(() => ({}));
    const r = {};
    try {
      switch (request.params.op) {
        case 'status':
          r.value = await c.getStatus(id, b);
          break;
        case 'statusAll':
          r.value = await c.getStatusAll();
          break;
        case 'statusBy':
          r.value = await c.getStatusBy(b);
          break;
        case 'terminate':
          r.value = await c.terminate(id, b.reason);
          break;
        case 'suspend':
          r.value = await c.suspend(id, b.reason);
          break;
        case 'resume':
          r.value = await c.resume(id, b.reason);
          break;
        case 'rewind':
          r.value = await c.rewind(id, b.reason);
          break;
        case 'raise':
          r.value = await c.raiseEvent(id, b.name, b.data);
          break;
        case 'purge':
          r.value = await c.purgeInstanceHistory(id);
          break;
        case 'entityState':
          r.value = await c.readEntityState(new df.EntityId(b.name, b.key));
          break;
        case 'signal':
          r.value = await c.signalEntity(new df.EntityId(b.name, b.key), b.op, b.input);
          break;
        case 'bindingData':
          r.value = context.extraInputs.get(df.input.durableClient()) ?? null;
          break;
        case 'payload':
          r.value = c.createHttpManagementPayload(id);
          break;
      }
      r.undefinedValue = r.value === undefined;
    } catch (e) {
      r.error = { name: e.name, message: e.message };
    }
    return { jsonBody: r };
  },
});
app.http('echo', {
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  handler: async (request) => ({
    status: 200,
    headers: { 'x-echo': '1' },
    jsonBody: {
      method: request.method,
      query: Object.fromEntries(request.query),
      xTest: request.headers.get('x-test'),
      contentType: request.headers.get('content-type'),
      body: await request.text(),
    },
  }),
});
const polls = new Map();
app.http('async202', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async (request) => {
    const k = request.query.get('key');
    const n = (polls.get(k) || 0) + 1;
    polls.set(k, n);
    if (n < 3) return { status: 202, headers: { Location: `${origin()}/api/async202?key=${k}`, 'Retry-After': '1' } };
    return { status: 200, jsonBody: { polls: n } };
  },
});
