// Small processes that each use one word, with what the words need of the app; every service is a fake of the test.
'use strict';
const { z } = require('zod');
const built = (path) => require(`../../../dist/src/${path}`);
const { call } = built('orchestration/call');
const { withDeadline } = built('orchestration/deadline');
const { defineProcess } = built('orchestration/define-process');
const { mapBounded } = built('orchestration/map-bounded');
const { race } = built('orchestration/race');
const { Saga } = built('orchestration/saga');
const { sleep } = built('orchestration/sleep');
const { waitForEvent } = built('orchestration/wait-for-event');
const { circuitBreakerEntity } = built('entities/circuit-breaker/entity');
const { correlationEntity } = built('entities/correlation/entity');
const { registerActivity } = built('functions/register-activity');
const { registerEntity } = built('functions/register-entity');
const { registerProcess } = built('functions/register-process');
const { registerRoute } = built('functions/register-route');
const { identify } = built('http/identity');
const { processRoutes } = built('http/processes');
const { implementActivity } = built('shared/implement-activity');

const HOUR_MS = 3_600_000;
const retry = { firstDelayMs: 1_000, attempts: 3, backoff: 2, maxDelayMs: 60_000 };
const anything = { input: z.unknown(), output: z.unknown(), retry, timeoutMs: 60_000 };
const work = { ...anything, name: 'desk.work' };
const undoWork = { ...anything, name: 'desk.undo' };
const remind = { ...anything, name: 'desk.remind' };
const ask = { ...anything, name: 'oracle.ask', breaker: { faults: 3, openMs: HOUR_MS } };

/** What a process is besides its story. */
function aProcess(name, more = {}) {
  const text = { title: name, description: `Tries ${name}.`, idempotencyKey: 'optional' };
  return { name, ...text, version: 1, input: z.looseObject({}), result: z.unknown(), ...more };
}

const bounded = defineProcess(aProcess('bounded'), function* (context, { items, concurrency }) {
  return yield* mapBounded(context, items, { concurrency }, (inner, item) =>
    call(inner, work, { item }, { step: `work/${item}` }),
  );
});

const limited = defineProcess(aProcess('limited'), function* (context, { withinMs }) {
  const ending = yield* withDeadline(context, { step: 'all of it', withinMs }, (inner) =>
    Saga.run(inner, {
      *story(saga) {
        saga.undoWith('undo the work', () => call(inner, undoWork, {}));
        yield* call(inner, work, {});
        yield* sleep(inner, { step: 'a day', forMs: 24 * HOUR_MS });
        return 'done';
      },
      whenCancelled: () => 'cancelled',
    }),
  );
  return ending.outcome === 'inTime' ? ending.value.result : ending.outcome;
});

const contest = defineProcess(aProcess('contest'), function* (context) {
  const bell = { step: 'bell', event: 'bellRung', schema: z.object({ by: z.string() }), expireAfterMs: 48 * HOUR_MS };
  return yield* race(context, {
    bell: (inner) => waitForEvent(inner, bell),
    alarm: (inner) => sleep(inner, { step: 'alarm', forMs: HOUR_MS }),
  });
});

const Answer = z.object({ round: z.int() });

/** Asks twice, so that an answer may come early, twice or late. */
const patient = defineProcess(aProcess('patient', { events: { answered: Answer } }), function* (context) {
  const endings = [];
  for (const round of [1, 2]) {
    const ending = yield* waitForEvent(context, {
      ...{ step: `answer/${round}`, event: 'answered', schema: Answer },
      ...{ remindAfterMs: [HOUR_MS, 2 * HOUR_MS], expireAfterMs: 3 * HOUR_MS },
      accept: (answer) => answer.round === round,
      onReminder: (inner, count) => call(inner, remind, { round, count }, { step: `remind/${round}/${count}` }),
    });
    endings.push(ending.outcome);
  }
  return endings;
});

const asking = (name) =>
  defineProcess(aProcess(name), (context, { whenOpen }) => call(context, ask, {}, { breaker: whenOpen }));

const Told = z.object({ message: z.string() });
const keyed = { events: { told: Told }, businessKey: ({ number }) => number };
const listener = defineProcess(aProcess('listener', keyed), function* (context) {
  const expected = { step: 'message', event: 'told', schema: Told, expireAfterMs: 24 * HOUR_MS };
  const ending = yield* waitForEvent(context, expected);
  return ending.outcome === 'received' ? ending.event.message : ending.outcome;
});

const renamed = defineProcess(aProcess('renamed', { version: 2 }), {
  1: function* (context) {
    yield* sleep(context, { step: 'old pause', forMs: HOUR_MS });
    return 'told as version 1';
  },
  2: function* (context) {
    yield* sleep(context, { step: 'new pause', forMs: 2 * HOUR_MS });
    return 'told as version 2';
  },
});

const processes = [bounded, limited, contest, patient, asking('first'), asking('second'), listener, renamed];
for (const process of processes) registerProcess(process);
for (const contract of [work, undoWork, remind, ask]) {
  registerActivity(implementActivity(contract, () => Promise.resolve({ outcome: 'done' })));
}
for (const entity of [circuitBreakerEntity(), correlationEntity()]) registerEntity(entity);
const served = processes.map(({ contract }) => ({ contract, order: contract.input, example: {}, options: {} }));
const principalOf = identify({ inAzure: false, trustsEasyAuth: false });
for (const route of processRoutes(served, principalOf)) registerRoute(route);
