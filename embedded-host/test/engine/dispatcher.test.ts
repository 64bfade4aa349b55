import { setImmediate as turnOfTheLoop, setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Dispatcher, type Actor } from '../../src/engine/dispatcher';
import { WorkTracker } from '../../src/engine/work-tracker';

/** A dispatcher with a diary, and actors whose turns are given to them. */
function aDispatcher() {
  const work = new WorkTracker();
  const diary: string[] = [];
  let keptBack = 0;
  const parts = {
    keepBack: () => keptBack-- > 0,
    parked: ({ key }: Actor) => diary.push(`parked ${key.toString()}`),
    crashed: ({ key }: Actor, reason: unknown) => diary.push(`crashed ${key.toString()}: ${String(reason)}`),
  };
  const dispatcher = new Dispatcher(work, parts);
  const actor = (key: number, turns: (() => Promise<void>)[]): Actor => ({
    key,
    hasWork: () => turns.length > 0,
    run: async () => {
      diary.push(`begin ${key.toString()}`);
      await turns.shift()?.();
      diary.push(`end ${key.toString()}`);
    },
  });
  const keepBackFor = (turns: number): void => void (keptBack = turns);
  return { dispatcher, work, diary, actor, keepBackFor };
}

const nothing = (): Promise<void> => Promise.resolve();

describe('the dispatcher', () => {
  it('never runs two turns of one actor at once, and runs it again for work that came meanwhile', async () => {
    const { dispatcher, work, diary, actor } = aDispatcher();
    const again: (() => Promise<void>)[] = [];
    const busy = actor(1, again);
    again.push(async () => {
      dispatcher.wake(busy);
      await Promise.resolve();
      again.push(nothing);
      dispatcher.wake(busy);
    });
    dispatcher.wake(busy);
    await work.idle();
    expect(diary).toEqual(['begin 1', 'end 1', 'begin 1', 'end 1', 'parked 1']);
  });

  it('lets the others go on when a turn throws, and says whose it was', async () => {
    const { dispatcher, work, diary, actor } = aDispatcher();
    const broken = actor(1, [() => Promise.reject(new Error('defect'))]);
    const sound = actor(2, [nothing]);
    dispatcher.wake(broken);
    dispatcher.wake(sound);
    await work.idle();
    expect(diary).toContain('crashed 1: Error: defect');
    expect(diary).toContain('end 2');
    expect(work.isIdle).toBe(true);
  });

  it('begins nothing new once it is stopped', async () => {
    const { dispatcher, work, diary, actor } = aDispatcher();
    dispatcher.stop();
    dispatcher.wake(actor(1, [nothing]));
    await work.idle();
    expect(diary).toEqual([]);
  });

  it('lets sockets and timers have their turn when turns take long', async () => {
    const { dispatcher, work, diary, actor } = aDispatcher();
    const long = () => {
      const end = performance.now() + 11;
      while (performance.now() < end);
      return Promise.resolve();
    };
    for (const key of [1, 2, 3]) dispatcher.wake(actor(key, [long]));
    void turnOfTheLoop().then(() => diary.push('somebody else'));
    await work.idle();
    expect(diary.indexOf('somebody else')).toBeLessThan(diary.indexOf('begin 2'));
  });

  it('leaves its slice to later turns of the event loop when it is kept back', async () => {
    const { dispatcher, work, diary, actor, keepBackFor } = aDispatcher();
    keepBackFor(2);
    dispatcher.wake(actor(1, [nothing]));
    void turnOfTheLoop()
      .then(() => turnOfTheLoop())
      .then(() => diary.push('two turns later'));
    await work.idle();
    expect(diary[0]).toBe('two turns later');
    expect(diary).toContain('end 1');
  });

  it('tells how long the next actor has waited, and not about those that are in a turn', async () => {
    const { dispatcher, work, actor } = aDispatcher();
    expect(dispatcher.delayMs).toBe(0);
    const twice = [() => pause(30), nothing];
    const busy = actor(1, twice);
    dispatcher.wake(busy);
    expect(dispatcher.delayMs).toBeGreaterThan(0);
    await pause(10);
    dispatcher.wake(busy);
    await pause(10);
    expect(dispatcher.delayMs).toBe(0);
    await work.idle();
  });
});
