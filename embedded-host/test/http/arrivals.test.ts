import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Arrivals } from '../../src/http/arrivals';

const TURN_MS = 10;

/** Connections that come in one per turn of the event loop; each turn takes 10 ms by a clock of its own. */
function aStream() {
  let now = 0;
  const arrivals = new Arrivals(() => now);
  const turn = async (comes: boolean): Promise<boolean> => {
    now += TURN_MS;
    if (comes) arrivals.came();
    const isKeptBack = arrivals.keepBack();
    await turnOfTheLoop();
    return isKeptBack;
  };
  const turns = async (count: number, comes = true): Promise<boolean[]> => {
    const keptBack: boolean[] = [];
    while (keptBack.length < count) keptBack.push(await turn(comes));
    return keptBack;
  };
  return { turns };
}

describe('connections that come in', () => {
  it('keep work back while each turn of the event loop brings one', async () => {
    const { turns } = aStream();
    expect(await turns(1, false)).toEqual([false]);
    expect(await turns(4)).toEqual([true, true, true, true]);
  });

  it('keep it back for one turn more, because another may have come too late for the last', async () => {
    const { turns } = aStream();
    await turns(1);
    expect(await turns(3, false)).toEqual([true, false, false]);
  });

  it('leave it the greater part of the time, however many come', async () => {
    const { turns } = aStream();
    const keptBack = await turns(600);
    const share = keptBack.filter(Boolean).length / keptBack.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.45);
  });
});
