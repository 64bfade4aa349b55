import { beforeAll, describe, expect, it } from '@jest/globals';
import { anEngine } from './support/engine-fixture';
import { df, sdkRunner } from './support/sdk';

beforeAll(() => {
  df.app.activity('one', { handler: () => 1 });
  df.app.activity('described', {
    handler: (isNonRetriable: boolean) => {
      const description = { errorType: 'CardDeclined', errorMessage: 'no money', isNonRetriable };
      throw new Error(JSON.stringify({ ...description, properties: { code: 7 } }));
    },
  });
  df.app.orchestration('throwsWhat', function* (context) {
    yield context.df.callActivity('one');
    const what = context.df.getInput<string>();
    if (what === 'empty') throw new Error('');
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- apps do throw such things
    throw what === 'text' ? 'just text' : { not: 'an error' };
  });
  df.app.orchestration('returnsWhat', function* (context) {
    yield context.df.callActivity('one');
    return context.df.getInput();
  });
  df.app.orchestration('reportsOnce', function* (context) {
    yield context.df.waitForExternalEvent('first');
    context.df.setCustomStatus(context.df.getInput());
    yield context.df.waitForExternalEvent('second');
  });
  df.app.orchestration('manySteps', function* (context) {
    for (let step = 0; step < context.df.getInput<number>(); step++) yield context.df.callActivity('one');
  });
  df.app.orchestration('describes', function* (context) {
    const options = new df.RetryOptions(1000, 3);
    return (yield context.df.callActivityWithRetry('described', options, context.df.getInput())) as number;
  });
  df.app.orchestration('describesToParent', function* (context) {
    const options = new df.RetryOptions(1000, 3);
    try {
      yield context.df.callSubOrchestratorWithRetry('describes', options, true, 'described-child');
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing was thrown';
  });
});

describe('an orchestrator that throws', () => {
  it.each(['text', 'empty', 'object'])('fails, whatever it throws: %s', async (what) => {
    const { start, engine, output } = anEngine();
    const id = await start('throwsWhat', what);
    await engine.idle();
    expect(engine.instance(id)?.status).toBe('Failed');
    expect(output(id)).toMatch(/^Orchestrator function 'throwsWhat' failed: ./);
  });
});

describe('an orchestrator that returns', () => {
  it.each([0, '', false, null, [], {}])('completes with %j', async (value) => {
    const { start, engine, output } = anEngine();
    const id = await start('returnsWhat', value);
    await engine.idle();
    expect([engine.instance(id)?.status, output(id)]).toStrictEqual(['Completed', value]);
  });
});

describe('the custom status', () => {
  const after = async (value: unknown) => {
    const fixture = anEngine();
    const id = await fixture.start('reportsOnce', value);
    await fixture.engine.raiseEvent(id, 'first', null);
    await fixture.engine.idle();
    return { ...fixture, id };
  };

  it.each([0, '', false])('cannot be set to %j: the SDK never sends it', async (value) => {
    const { engine, id } = await after(value);
    expect(engine.instance(id)?.customStatus).toBeNull();
  });

  it('is cleared by an answer that has none', async () => {
    const runner = sdkRunner();
    let answers = 0;
    const status = { isDone: false, actions: [[]], schemaVersion: 3 };
    const { engine, start } = anEngine({
      runner: {
        ...runner,
        runOrchestrator: () =>
          Promise.resolve({ type: 'state', state: answers++ === 0 ? { ...status, customStatus: 'x' } : status }),
      },
    });
    const id = await start('reportsOnce', 1);
    await engine.idle();
    expect(engine.instance(id)?.customStatus).toBe('"x"');
    await engine.raiseEvent(id, 'other', null);
    await engine.idle();
    expect(engine.instance(id)?.customStatus).toBeNull();
  });

  it('may have 16 KB of UTF-16, and fails the run with a clear text above', async () => {
    const fits = await after('x'.repeat(8190));
    expect(fits.engine.instance(fits.id)?.status).toBe('Running');
    const exceeds = await after('x'.repeat(8191));
    expect(exceeds.engine.instance(exceeds.id)?.status).toBe('Failed');
    expect(exceeds.output(exceeds.id)).toContain('16386 bytes of UTF-16 text; at most 16384');
  });
});

describe('too many steps', () => {
  it('fail the run', async () => {
    const { start, engine, output } = anEngine({ settings: { maxOrchestrationActions: 3 } });
    const [fits, exceeds] = [await start('manySteps', 3), await start('manySteps', 4)];
    await engine.idle();
    expect(engine.instance(fits)?.status).toBe('Completed');
    expect(output(exceeds)).toContain('Maximum amount of orchestration actions (3) has been reached');
  });
});

describe('a failure with a description', () => {
  it('reaches the history with its type, message and properties, and the user with its message', async () => {
    const { start, engine, skip } = anEngine();
    const id = await start('describes', false);
    await skip(10_000);
    const failed = (engine.history(id) ?? []).filter((event) => 'Reason' in event && 'FailureDetails' in event);
    expect(failed).toHaveLength(3);
    expect(failed[0]).toMatchObject({
      Reason: "Activity function 'described' failed:  no money",
      FailureDetails: { ErrorType: 'CardDeclined', ErrorMessage: 'no money', Properties: { code: 7 } },
    });
    expect(engine.instance(id)?.output).toContain('CardDeclined: no money');
  });

  it('is not retried when it says so, and surfaces without a delay', async () => {
    const { start, engine } = anEngine();
    const id = await start('describes', true);
    await engine.idle();
    expect(engine.instance(id)).toMatchObject({ status: 'Failed', output: expect.stringContaining('no money') });
  });

  it('goes through sub-orchestrations, and their retries, to the parent', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('describesToParent');
    await engine.idle();
    expect(output(id)).toContain('CardDeclined: no money');
  });
});
