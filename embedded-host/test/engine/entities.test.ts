import { beforeAll, describe, expect, it } from '@jest/globals';
import { anEngine } from './support/engine-fixture';
import { df, sdkRunner } from './support/sdk';

beforeAll(() => {
  df.app.entity('Box', ({ df: entity }) => {
    const list = entity.getState(() => []) as unknown[];
    switch (entity.operationName) {
      case 'put':
        list.push(entity.getInput());
        entity.setState(list);
        return;
      case 'fail':
        list.push('before the error');
        entity.setState(list);
        throw new Error('broken box');
      case 'destroy':
        entity.destructOnExit();
        return;
      default:
        entity.return(list);
    }
  });
  df.app.orchestration('callsBox', function* (context) {
    const id = new df.EntityId('BOX', context.df.instanceId);
    const caught: string[] = [];
    try {
      yield context.df.callEntity(id, 'fail');
    } catch (error) {
      caught.push((error as Error).message);
    }
    return [caught.length, yield context.df.callEntity(id, 'get')];
  });
});

const box = { name: 'box', key: 'k' };

describe('an entity', () => {
  it('keeps what it had set when an operation throws', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('callsBox', null, 'k');
    await engine.idle();
    expect(output(id)).toEqual([1, ['before the error']]);
    expect(engine.entity(box)?.state).toBe('["before the error"]');
  });

  it('takes a scheduled signal when it is due, and others meanwhile', async () => {
    const { engine, clock, skip } = anEngine();
    await engine.signalEntity(box, { operation: 'put', input: '"later"', at: clock.now() + 60_000 });
    await engine.signalEntity(box, { operation: 'put', input: '"now"' });
    await skip(59_999);
    expect(engine.entity(box)?.state).toBe('["now"]');
    await skip(1);
    expect(engine.entity(box)?.state).toBe('["now","later"]');
  });

  it('takes the scheduled signal of an orchestrator (action 10), which the SDK has no word for yet', async () => {
    const runner = sdkRunner();
    const { engine, start, skip, clock } = anEngine({
      runner: {
        ...runner,
        runOrchestrator: () => {
          const fireAt = new Date(Date.parse('2026-01-01T00:01:00Z'));
          const signal = { actionType: 10, instanceId: '@Box@k', operation: 'put', input: 'timed', fireAt };
          return Promise.resolve({ type: 'state', state: { isDone: true, actions: [[signal]], schemaVersion: 3 } });
        },
      },
    });
    const id = await start('callsBox');
    await engine.idle();
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(engine.history(id)).toContainEqual(
      expect.objectContaining({ InstanceId: '@box@k', Name: 'op@2026-01-01T00:01:00.000Z' }),
    );
    expect(engine.entity(box)?.exists).toBe(false);
    await skip(60_000);
    expect(engine.entity(box)?.state).toBe('["timed"]');
  });

  it('is gone after destructOnExit, and begins anew', async () => {
    const { engine } = anEngine();
    const signal = async (operation: string, input: string | null = null) => {
      await engine.signalEntity(box, { operation, input });
      await engine.idle();
    };
    await signal('put', '1');
    await signal('destroy');
    expect(engine.entity(box)).toMatchObject({ exists: false, state: null });
    await signal('put', '2');
    expect(engine.entity(box)?.state).toBe('[2]');
  });

  it('can be purged by its instance id', async () => {
    const { engine } = anEngine();
    await engine.signalEntity(box, { operation: 'put', input: '1' });
    await engine.idle();
    expect([await engine.purge('@box@k'), await engine.purge('@box@k')]).toEqual([
      { outcome: 'accepted' },
      { outcome: 'notFound' },
    ]);
  });
});
