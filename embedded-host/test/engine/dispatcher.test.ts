import { describe, expect, it } from '@jest/globals';
import { Dispatcher, type Actor } from '../../src/engine/dispatcher';
import { WorkTracker } from '../../src/engine/work-tracker';

/** A dispatcher with a diary, and actors whose turns are given to them. */
function aDispatcher() {
  const work = new WorkTracker();
  const diary: string[] = [];
  const events = {
    parked: ({ key }: Actor) => diary.push(`parked ${key.toString()}`),
    crashed: ({ key }: Actor, reason: unknown) => diary.push(`crashed ${key.toString()}: ${String(reason)}`),
  };
  const dispatcher = new Dispatcher(work, events);
  const actor = (key: number, turns: (() => Promise<void>)[]): Actor => ({
    key,
    hasWork: () => turns.length > 0,
    run: async () => {
      diary.push(`begin ${key.toString()}`);
      await turns.shift()?.();
      diary.push(`end ${key.toString()}`);
    },
  });
  return { dispatcher, work, diary, actor };
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
});
