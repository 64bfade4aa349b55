import { describe, expect, it } from '@jest/globals';
import { createFunctionRunner } from '../../src/bindings/function-runner';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { EventType } from '../../src/engine/history';
import type { OrchestratorRequest } from '../../src/engine/runner';
import type { LogLevel } from '../../src/log';
import type { FakeFunction } from './fake-app';
import { FakeApp } from './fake-app';

const timings = { longTimerIntervalMs: 3, maxShortTimerMs: 6, defaultHttpSleepMs: 30_000 };

interface Context {
  readonly invocationId: string;
  readonly functionName: string;
  readonly triggerMetadata: object;
  readonly traceContext: { readonly traceParent: string };
  readonly extraInputs: { get(name: string): unknown };
  log(...args: unknown[]): void;
}

function activity(handler: (input: unknown, context: Context) => unknown, extra: FakeFunction['extra'] = {}) {
  // The runner hands an activity its input and its context, as the SDK's types promise.
  const callback = handler as FakeFunction['handler'];
  const app = new FakeApp([{ name: 'Act', trigger: { type: 'activityTrigger' }, extra, handler: callback }]);
  const runner = createFunctionRunner(app.scope, timings);
  const run = (input: string | null) =>
    runner.runActivity({ name: 'act', instanceId: 'i', taskId: 0, input, attempt: 1 });
  return { app, runner, run };
}

describe('names of durable functions', () => {
  it('ignore case and keep their registered spelling', () => {
    const { runner } = activity(() => null);
    expect([runner.resolve('activity', 'ACT'), runner.resolve('orchestrator', 'Act')]).toEqual(['Act', undefined]);
    expect(runner.names('activity')).toEqual(['Act']);
  });
});

describe('an activity', () => {
  it.each([
    ['"text"', 'text'],
    ['{"a":[1]}', { a: [1] }],
    ['true', true],
    ['not JSON', 'not JSON'],
    [null, undefined],
  ])('is handed the input %s as a value', async (text, value) => {
    const seen: unknown[] = [];
    await activity((input) => seen.push(input)).run(text);
    expect(seen).toEqual([value]);
  });

  it.each([
    ['undefined', undefined, 'null'],
    ['a string', '5', '"5"'],
    ['an object', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['a buffer', Buffer.from('hi'), '"aGk="'],
    ['bytes of a larger buffer', new Uint8Array([9, 104, 105, 9]).subarray(1, 3), '"aGk="'],
    ['a function', () => 1, 'null'],
  ])('gives back %s as JSON text', async (_what, value, result) => {
    expect(await activity(() => value).run(null)).toEqual({ type: 'completed', result });
  });

  it('that throws gives message and stack, and is logged with its name and invocation id', async () => {
    const { app, run } = activity(() => {
      throw new RangeError('too far');
    });
    expect(await run(null)).toEqual({
      type: 'failed',
      message: 'too far',
      stack: expect.stringContaining('RangeError: too far'),
    });
    expect(app.entries.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ functionName: 'Act', invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
    ]);
  });

  it('that throws is logged without its frames, which are for who asks for more', async () => {
    const { app, run } = activity(() => {
      throw new RangeError('too far\nand too fast');
    });
    await run(null);
    expect(app.entries).toEqual([
      expect.objectContaining({ level: 'error', message: 'RangeError: too far\nand too fast' }),
      expect.objectContaining({ level: 'debug', message: expect.stringMatching(/too fast\n +at .*test\.ts/) }),
    ]);
  });

  it('has a span of its own in the trace of its instance', async () => {
    const spans: string[][] = [];
    const { runner } = activity((_input, { traceContext }) => spans.push(traceContext.traceParent.split('-')));
    for (const instanceId of ['one', 'one', 'other'])
      await runner.runActivity({ name: 'act', instanceId, taskId: 0, input: null, attempt: 1 });
    const [first, second, other] = spans;
    expect(first?.join('-')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
    expect([second?.[1] === first?.[1], other?.[1] === first?.[1]]).toEqual([true, false]);
    expect(second?.[2]).not.toBe(first?.[2]);
  });

  it.each([
    ['a text', 'boom', 'boom'],
    ['an object', { code: 7 }, '{"code":7}'],
    ['nothing', undefined, 'undefined'],
  ])('that throws %s fails with a text', async (_what, thrown, message) => {
    const { run } = activity(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- apps do it.
      throw thrown;
    });
    expect(await run(null)).toMatchObject({ type: 'failed', message });
  });

  it('whose result has no JSON form fails', async () => {
    expect(await activity(() => 1n).run(null)).toMatchObject({
      type: 'failed',
      message: expect.stringMatching(/BigInt/),
    });
  });

  it('gets the durable client under the name of its binding, and knows its instance', async () => {
    const seen: unknown[] = [];
    const extra = { client: { type: 'durableClient', direction: 'in' } } as const;
    const { run } = activity(
      (_input, context) => seen.push(context.extraInputs.get('client'), context.triggerMetadata),
      extra,
    );
    await run('5');
    expect(seen).toEqual([{ taskHubName: 'Hub' }, { instanceId: 'i', data: 5 }]);
  });

  it('logs at the level that host.json sets', async () => {
    const handler: FakeFunction['handler'] = (_input, context) => (context as Context).log('%s is', 'this');
    const functions = [{ name: 'Act', trigger: { type: 'activityTrigger' }, handler }];
    const messages = async (levels: Record<string, LogLevel>) => {
      const app = new FakeApp(functions, { levels });
      await createFunctionRunner(app.scope, timings).runActivity({
        name: 'Act',
        instanceId: 'i',
        taskId: 0,
        input: null,
        attempt: 1,
      });
      return app.entries.filter(({ level }) => level === 'information').map(({ message }) => message);
    };
    expect(await messages({ default: 'warning', 'Function.Act': 'information' })).toEqual(['this is']);
    expect(await messages({ Function: 'error' })).toEqual([]);
  });

  it('runs between the hooks of the app', async () => {
    const { app, run } = activity((input) => `${String(input)}!`);
    app.hooks.add('preInvocation', (context) => Object.assign(context, { inputs: ['replaced'] }));
    app.hooks.add('postInvocation', (context) =>
      Object.assign(context, { result: `${String((context as { result: unknown }).result)}?` }),
    );
    expect(await run('"given"')).toEqual({ type: 'completed', result: '"replaced!?"' });
  });
});

describe('a function that takes longer than functionTimeout', () => {
  const never = () => new Promise(() => undefined);
  const timeoutMs = 5000;

  it('fails as an activity, in the words of the real host', async () => {
    const clock = new VirtualClock();
    const functions = [{ name: 'Act', trigger: { type: 'activityTrigger' }, handler: never }];
    const runner = createFunctionRunner(new FakeApp(functions, { clock, timeoutMs }).scope, timings);
    const reply = runner.runActivity({ name: 'Act', instanceId: 'i', taskId: 0, input: null, attempt: 1 });
    clock.advanceTo(clock.now() + timeoutMs);
    const message = 'Timeout value of 00:00:05 was exceeded by function: Functions.Act';
    expect(await reply).toMatchObject({ type: 'failed', message });
  });

  it('fails as an entity', async () => {
    const clock = new VirtualClock();
    const functions = [{ name: 'Count', trigger: { type: 'entityTrigger' }, handler: never }];
    const runner = createFunctionRunner(new FakeApp(functions, { clock, timeoutMs }).scope, timings);
    const reply = runner.runEntity({ name: 'count', key: 'k', exists: false, state: null, batch: [] });
    clock.advanceTo(clock.now() + timeoutMs);
    expect(await reply).toMatchObject({ type: 'threw', message: expect.stringContaining('Timeout value') });
  });

  it('leaves no alarm behind when it ends in time', async () => {
    const clock = new VirtualClock();
    const functions = [{ name: 'Act', trigger: { type: 'activityTrigger' }, handler: async () => 1 }];
    const runner = createFunctionRunner(new FakeApp(functions, { clock, timeoutMs }).scope, timings);
    await runner.runActivity({ name: 'Act', instanceId: 'i', taskId: 0, input: null, attempt: 1 });
    expect(clock.nextAlarm()).toBeUndefined();
  });
});

describe('an orchestrator', () => {
  const history = [
    { EventType: EventType.OrchestratorStarted, EventId: -1, IsPlayed: false, Timestamp: new Date(0) },
  ] as const;
  const request: OrchestratorRequest = {
    name: 'orch',
    instanceId: 'i',
    parentInstanceId: null,
    history,
    input: '{"Timestamp":"2026-01-01T00:00:00Z"}',
    isReplaying: false,
  };
  const runner = (handler: FakeFunction['handler']) =>
    createFunctionRunner(
      new FakeApp([{ name: 'Orch', trigger: { type: 'orchestrationTrigger' }, handler }]).scope,
      timings,
    );

  it('is handed what the SDK asks for as own properties, of which it may walk all but history and input', async () => {
    const seen: object[] = [];
    await runner((trigger) => seen.push(trigger as object)).runOrchestrator(request);
    const [trigger = {}] = seen;
    expect(Object.keys(trigger)).toEqual([
      'instanceId',
      'parentInstanceId',
      'isReplaying',
      'upperSchemaVersion',
      'upperSchemaVersionNew',
      'longRunningTimerIntervalDuration',
      'maximumShortTimerDuration',
      'defaultHttpAsyncRequestSleepTimeMillseconds',
    ]);
    expect(Object.getOwnPropertyDescriptor(trigger, 'history')?.value).toBe(history);
    expect(Object.getOwnPropertyDescriptor(trigger, 'input')?.value).toEqual({ Timestamp: '2026-01-01T00:00:00Z' });
  });

  it('gives back the very object that it returned', async () => {
    const state = { isDone: true };
    const reply = await runner(() => state).runOrchestrator(request);
    expect(reply.type === 'state' && reply.state).toBe(state);
  });

  it('that throws gives the message with its marker, and a readable log', async () => {
    const message = 'false\n\n$OutOfProcData$:{"isDone":false,"error":"no stock"}';
    const handler = () => {
      throw new Error(message);
    };
    const app = new FakeApp([{ name: 'Orch', trigger: { type: 'orchestrationTrigger' }, handler }]);
    expect(await createFunctionRunner(app.scope, timings).runOrchestrator(request)).toMatchObject({
      type: 'threw',
      message,
    });
    expect(app.entries).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'Instance i failed: no stock' }),
    );
  });
});
