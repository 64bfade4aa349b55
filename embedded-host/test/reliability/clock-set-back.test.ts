/** The machine's clock was a year ahead when instances were stored, and is right again after the restart. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { Engine } from '../../src/engine/engine';
import { defaultEngineSettings } from '../../src/engine/settings';
import { silentLog } from '../../src/log';
import type { Store } from '../../src/store/store';
import { df, sdkRunner } from '../engine/support/sdk';
import { temporaryFolders } from '../store/temporary-folder';
import { memoryWorld, sqliteWorld } from './worlds';

const newFolder = temporaryFolders();
const NOW = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3600_000;
const YEAR = 365 * 24 * HOUR;

beforeAll(() => {
  df.app.activity('echo', { handler: (value: string) => value });
  df.app.orchestration('waiting', function* (context) {
    const first = (yield context.df.callActivity('echo', 'one')) as string;
    const event = (yield context.df.waitForExternalEvent('Go')) as string;
    const before = context.df.currentUtcDateTime.getTime();
    yield context.df.createTimer(new Date(before + HOUR));
    const second = (yield context.df.callActivity('echo', 'two')) as string;
    return [first, event, second];
  });
});

describe.each([
  ['in memory', () => memoryWorld()],
  ['on disk', () => sqliteWorld(newFolder)],
])('a store from the future, %s', (_, newWorld) => {
  it('goes on with what waits in it, and takes new work', async () => {
    const world = newWorld();
    const ahead = engineAt(world.store, NOW + YEAR);
    await ahead.engine.start({ name: 'waiting', input: null, instanceId: 'old' });
    await ahead.engine.idle();
    await ahead.engine.stop();

    const { store } = await world.crash();
    const { engine, clock } = engineAt(store, NOW);
    await engine.start({ name: 'waiting', input: null, instanceId: 'new' });
    for (const id of ['old', 'new']) await engine.raiseEvent(id, 'Go', '"go"');
    await engine.idle();
    expect(engine.instances({ limit: 10 }).rows.map(({ id }) => id)).toEqual(['new', 'old']);
    await runUntil(engine, clock, NOW + YEAR + 2 * HOUR);
    const ends = ['old', 'new'].map((id) => engine.instance(id)).map((row) => [row?.status, row?.output]);
    const output = JSON.stringify(['one', 'go', 'two']);
    expect(ends).toEqual([
      ['Completed', output],
      ['Completed', output],
    ]);
    await store.close();
  });
});

function engineAt(store: Store, time: number) {
  const clock = new VirtualClock(time);
  const onFatal = (reason: Error): void => {
    throw reason;
  };
  const parts = { store, clock, runner: sdkRunner(), settings: defaultEngineSettings, log: silentLog, onFatal };
  const engine = new Engine(parts);
  engine.recover();
  return { engine, clock };
}

async function runUntil(engine: Engine, clock: VirtualClock, time: number): Promise<void> {
  await engine.idle();
  for (let next = clock.nextAlarm(); next !== undefined && next <= time; next = clock.nextAlarm()) {
    clock.advanceTo(next);
    await engine.idle();
  }
}
