import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  readonly pauseMs?: number;
}

const log: string[] = [];

beforeAll(() => {
  df.app.entity('Account', (context) => {
    const balance = context.df.getState(() => 100) as number;
    if (context.df.operationName === 'add') context.df.setState(balance + (context.df.getInput() as number));
    context.df.return(balance);
  });
  df.app.orchestration('transfer', function* (context) {
    const { from, to, amount, pauseMs = 0 }: Transfer = context.df.getInput();
    const source = new df.EntityId('Account', from);
    const target = new df.EntityId('Account', to);
    const lock = yield context.df.lock(source, target);
    const balance = (yield context.df.callEntity(source, 'get')) as number;
    log.push(`in ${context.df.instanceId}`);
    if (pauseMs > 0) yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + pauseMs));
    if (balance >= amount) {
      yield context.df.callEntity(source, 'add', -amount);
      yield context.df.callEntity(target, 'add', amount);
    }
    lock.release();
    yield context.df.callEntity(source, 'get');
    return balance;
  });
  df.app.orchestration('dies', function* (context) {
    yield context.df.lock(new df.EntityId('Account', context.df.getInput() as string));
    throw new Error('died in the section');
  });
  df.app.orchestration('nested', function* (context) {
    const id = new df.EntityId('Account', 'N');
    yield context.df.lock(id);
    yield context.df.lock(id);
  });
});

const balances = (engine: ReturnType<typeof anEngine>['engine'], ...keys: string[]) =>
  keys.map((key) => Number(engine.entity({ name: 'account', key })?.state ?? '100'));

describe('a critical section', () => {
  it('keeps others out until it is released', async () => {
    const { start, skip, engine } = anEngine();
    await start('transfer', { from: 'A', to: 'B', amount: 80, pauseMs: 1000 }, 'first');
    await engine.idle();
    await start('transfer', { from: 'B', to: 'A', amount: 150 }, 'second');
    await start('transfer', { from: 'A', to: 'B', amount: 80 }, 'third');
    await engine.idle();
    expect(log).toEqual(['in first']);
    await skip(1000);
    expect(balances(engine, 'A', 'B')).toEqual([90, 110]);
    expect(['first', 'second', 'third'].map((id) => engine.instance(id)?.status)).toEqual(
      Array.from({ length: 3 }, () => 'Completed'),
    );
  });

  it('neither loses nor makes money under many transfers in both directions', async () => {
    const { start, skip, engine } = anEngine();
    const keys = ['K1', 'K2', 'K3'];
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const [from, to] = [keys[index % 3], keys[(index + 1 + (index % 2)) % 3]];
        return start('transfer', { from, to, amount: 7 * (index % 5), pauseMs: index % 3 });
      }),
    );
    await skip(60_000);
    expect(ids.map((id) => engine.instance(id)?.status)).toEqual(ids.map(() => 'Completed'));
    expect(balances(engine, ...keys).reduce((sum, each) => sum + each)).toBe(300);
    expect(keys.map((key) => engine.entity({ name: 'account', key })?.lockedBy)).toEqual([null, null, null]);
  });

  it('is given back when its orchestration fails or is terminated, also while it waits', async () => {
    const { start, engine, skip } = anEngine();
    await start('dies', 'X', 'dead');
    await engine.idle();
    await start('transfer', { from: 'X', to: 'Y', amount: 10, pauseMs: 5000 }, 'holder');
    await engine.idle();
    await start('transfer', { from: 'X', to: 'Y', amount: 10 }, 'waiter');
    await engine.idle();
    await engine.terminate('waiter', 'no more');
    await engine.terminate('holder', 'no more');
    await start('transfer', { from: 'Y', to: 'X', amount: 10 }, 'last');
    await skip(10_000);
    expect(engine.instance('last')?.status).toBe('Completed');
    expect(balances(engine, 'X', 'Y')).toEqual([110, 90]);
  });

  it('cannot be nested', async () => {
    const { start, engine } = anEngine();
    const id = await start('nested');
    await engine.idle();
    expect(engine.instance(id)?.status).toBe('Failed');
    expect(engine.entity({ name: 'account', key: 'N' })?.lockedBy).toBeNull();
  });
});
