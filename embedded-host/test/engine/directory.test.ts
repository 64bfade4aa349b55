import { beforeAll, describe, expect, it } from '@jest/globals';
import { df, sdkRunner } from './support/sdk';
import { anEngine } from './support/engine-fixture';
import type { FunctionRunner } from '../../src/engine/runner';

beforeAll(() => {
  df.app.orchestration('waitsForGo', function* (context) {
    const first = (yield context.df.waitForExternalEvent('go')) as number;
    const second = (yield context.df.waitForExternalEvent('go')) as number;
    return first + second;
  });
});

const MANY = 600;

describe('the directory of actors', () => {
  it('forgets parked instances and finds them again with everything they knew', async () => {
    const { start, engine, output } = anEngine();
    const ids = await Promise.all(
      Array.from({ length: MANY }, (_, index) => start('waitsForGo', undefined, `p${index.toString()}`)),
    );
    await engine.idle();
    for (const value of ['1', '2']) {
      await Promise.all(ids.map((id) => engine.raiseEvent(id, 'go', value)));
      await engine.idle();
    }
    expect(ids.map(output)).toEqual(ids.map(() => 3));
  });

  it('loads an instance anew after a turn of it threw, and loses nothing that was durable', async () => {
    let isBroken = false;
    const sdk = sdkRunner();
    const runner: FunctionRunner = {
      ...sdk,
      runOrchestrator: (request) => (isBroken ? Promise.reject(new Error('defect')) : sdk.runOrchestrator(request)),
    };
    const { start, engine, output } = anEngine({ runner });
    const id = await start('waitsForGo', undefined, 'crashing');
    await engine.raiseEvent(id, 'go', '1');
    isBroken = true;
    await expect(engine.raiseEvent(id, 'go', '40')).rejects.toThrow('defect');
    isBroken = false;
    expect(engine.instance(id)?.status).toBe('Running');
    await engine.raiseEvent(id, 'go', '2');
    await engine.idle();
    expect(output(id)).toBe(3);
  });
});
