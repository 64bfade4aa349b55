import { beforeAll, describe, expect, it } from '@jest/globals';
import { df, sdkRunner } from './support/sdk';
import { anEngine } from './support/engine-fixture';

beforeAll(() => {
  df.app.activity('slow', { handler: () => null });
  df.app.orchestration('oneSlowStep', function* (context) {
    yield context.df.callActivity('slow');
  });
});

describe('backpressure', () => {
  it('starts nothing more while too much waits, and starts again when it is done', async () => {
    const open: (() => void)[] = [];
    const runner = sdkRunner();
    const held: typeof runner.runActivity = async (request) => {
      await new Promise<void>((resolve) => open.push(resolve));
      return runner.runActivity(request);
    };
    const settings = { maxConcurrentActivities: 1, maxBacklog: 3 };
    const { engine, start } = anEngine({ runner: { ...runner, runActivity: held }, settings });
    for (let started = 0; started < 4; started++) await start('oneSlowStep');
    expect(await engine.start({ name: 'oneSlowStep', input: null })).toEqual({ outcome: 'overloaded' });
    for (let done = 0; done < 4; done++) {
      open.shift()?.();
      await Promise.resolve();
      while (open.length === 0 && done < 3) await new Promise((resolve) => void Promise.resolve().then(resolve));
    }
    await engine.idle();
    expect(engine.instances({ limit: 10, statuses: ['Completed'] }).rows).toHaveLength(4);
    const again = engine.start({ name: 'oneSlowStep', input: null });
    expect((await again).outcome).toBe('started');
    open.shift()?.();
  });

  it('starts nothing more while turns are late, and starts again when they are not', async () => {
    const settings = { latenessBacklog: 3, maxDelayMs: 20 };
    const { engine, start } = anEngine({ settings });
    const started = Promise.all([start('oneSlowStep'), start('oneSlowStep'), start('oneSlowStep')]);
    holdTheProcessor(30);
    expect(await engine.start({ name: 'oneSlowStep', input: null })).toEqual({ outcome: 'overloaded' });
    await started;
    await engine.idle();
    expect((await engine.start({ name: 'oneSlowStep', input: null })).outcome).toBe('started');
  });

  it('still starts instances when only few are late: a function that blocks is not a load', async () => {
    const { engine, start } = anEngine({ settings: { latenessBacklog: 3, maxDelayMs: 20 } });
    const started = Promise.all([start('oneSlowStep'), start('oneSlowStep')]);
    holdTheProcessor(30);
    expect((await engine.start({ name: 'oneSlowStep', input: null })).outcome).toBe('started');
    await started;
  });
});

function holdTheProcessor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
