import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { RequestQueue } from '../../src/http/request-queue';

const unlimited = { maxOutstandingRequests: Infinity, maxConcurrentRequests: Infinity };

function anEnd() {
  let end = (): void => undefined;
  const ends = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ends, end };
}

/** A queue with a clock that only requests move, and a diary of what began. */
function aQueue(limits: Partial<typeof unlimited> = {}, keepBack = (): boolean => false) {
  let now = 0;
  const queue = new RequestQueue({ ...unlimited, ...limits }, keepBack, () => now);
  const diary: string[] = [];
  const send = (lane: string, costMs = 0, until: Promise<void> = Promise.resolve()): Promise<boolean> =>
    queue.run(lane, () => {
      diary.push(lane);
      now += costMs;
      return until;
    });
  const pass = (ms: number): void => void (now += ms);
  return { queue, diary, send, pass };
}

describe('the queue of requests', () => {
  it('lets a request in at once while there is time', () => {
    const { diary, send } = aQueue();
    void send('a');
    expect(diary).toEqual(['a']);
  });

  it('begins requests for a slice of time, then sockets and timers have theirs', async () => {
    const { diary, send } = aQueue();
    const all = Array.from({ length: 5 }, () => send('a', 5));
    expect(diary).toEqual(['a', 'a']);
    await turnOfTheLoop();
    expect(diary).toEqual(['a', 'a', 'a', 'a']);
    await turnOfTheLoop();
    expect(diary).toHaveLength(5);
    await Promise.all(all);
  });

  it('looks at the clock when a request waits for something, not before it has begun', async () => {
    const { diary, queue, send, pass } = aQueue();
    const first = send('first', 11);
    const slow = queue.run('slow', async () => {
      await Promise.resolve();
      diary.push('slow');
      pass(11);
    });
    const rest = send('rest');
    await turnOfTheLoop();
    expect(diary).toEqual(['first', 'slow']);
    await Promise.all([first, slow, rest]);
  });

  it('does not let the requests for one function wait for all of another', async () => {
    const { diary, send } = aQueue();
    const flood = Array.from({ length: 20 }, () => send('flood', 6));
    await Promise.all([...flood, send('health')]);
    expect(diary.indexOf('health')).toBeLessThan(4);
  });

  it('shares time, not numbers: what is quick passes many of what is slow', async () => {
    const { diary, send } = aQueue();
    const slow = Array.from({ length: 8 }, () => send('slow', 6));
    const quick = Array.from({ length: 20 }, () => send('quick', 0.2));
    await Promise.all([...slow, ...quick]);
    expect(diary.lastIndexOf('quick')).toBeLessThan(24);
  });

  it('gives a function that was idle no claim on the time that others had meanwhile', async () => {
    const { diary, send } = aQueue();
    const busy = Array.from({ length: 8 }, () => send('busy', 11));
    for (let turn = 0; turn < 4; turn += 1) await turnOfTheLoop();
    const begun = diary.length;
    const late = Array.from({ length: 4 }, () => send('late', 11));
    await Promise.all([...busy, ...late]);
    expect(diary.slice(begun, begun + 4)).toEqual(expect.arrayContaining(['busy', 'late']));
  });

  it('has no more under way than it may, and begins the next one when one ends', async () => {
    const { diary, send } = aQueue({ maxConcurrentRequests: 1 });
    const { ends, end } = anEnd();
    const first = send('first', 0, ends);
    const second = send('second');
    await turnOfTheLoop();
    await turnOfTheLoop();
    expect(diary).toEqual(['first']);
    end();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(diary).toEqual(['first', 'second']);
  });

  it('refuses a request when too many are here, those that wait included, and takes the next one afterwards', async () => {
    const { diary, send } = aQueue({ maxConcurrentRequests: 1, maxOutstandingRequests: 2 });
    const { ends, end } = anEnd();
    const taken = [send('first', 0, ends), send('second')];
    expect(await send('third')).toBe(false);
    end();
    await Promise.all(taken);
    expect(await send('fourth')).toBe(true);
    expect(diary).toEqual(['first', 'second', 'fourth']);
  });

  it('frees the place of a request that failed', async () => {
    const { send, queue } = aQueue({ maxConcurrentRequests: 1 });
    await expect(queue.run('broken', () => Promise.reject(new Error('defect')))).rejects.toThrow('defect');
    expect(await send('next')).toBe(true);
  });

  it('begins nothing while it is kept back', async () => {
    let keptBack = true;
    const { diary, send } = aQueue({}, () => keptBack);
    const request = send('a');
    await turnOfTheLoop();
    await turnOfTheLoop();
    expect(diary).toEqual([]);
    keptBack = false;
    await request;
    expect(diary).toEqual(['a']);
  });
});
