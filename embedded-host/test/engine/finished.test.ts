import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

beforeAll(() => {
  df.app.orchestration('waitFor', function* (context) {
    return yield context.df.waitForExternalEvent('go');
  });
});

describe('waiting for the end of an instance', () => {
  it('resolves with the final state once it is durable, for everybody who waits', async () => {
    const { engine, start, store } = anEngine();
    const id = await start('waitFor');
    const waiting = Promise.all([engine.finished(id), engine.finished(id)]);
    await engine.terminate(id, 'enough');
    const [first, second] = await waiting;
    expect(first).toMatchObject({ id, status: 'Terminated' });
    expect(second).toEqual(store.instanceById(id));
  });

  it('resolves at once for what has ended, and for what is not there', async () => {
    const { engine, start } = anEngine();
    const id = await start('waitFor');
    await engine.terminate(id, null);
    await engine.idle();
    expect(await engine.finished(id)).toMatchObject({ status: 'Terminated' });
    expect(await engine.finished('nobody')).toBeUndefined();
  });
});
