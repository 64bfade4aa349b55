import { describe, expect, it } from '@jest/globals';
import type { TestHost } from 'embedded-host/testing';
import { begin, startWordsApp } from '../support/words-app';

interface Work {
  readonly payload: { readonly item: number };
}

/** A service that lets nobody go before as many are inside as may be, and counts how many were at the most. */
async function crowdedDesk(host: TestHost, { items, concurrency }: { items: readonly number[]; concurrency: number }) {
  const seen = { most: 0 };
  const inside: (() => void)[] = [];
  let left = items.length;
  await host.fake('desk.work', async ({ payload }: Work) => {
    const gone = new Promise<void>((go) => inside.push(go));
    seen.most = Math.max(seen.most, inside.length);
    if (inside.length === Math.min(concurrency, left)) {
      // A question to the host and back: whoever comes at the same time, against the rule, is inside by then.
      await host.now();
      left -= inside.length;
      for (const go of inside.splice(0)) go();
    }
    await gone;
    return payload.item;
  });
  return seen;
}

describe('mapBounded', () => {
  it.each([
    [7, 3, 3],
    [2, 5, 2],
    [4, 1, 1],
  ])('brings %i items with a bound of %i to the service %i at a time, each once', async (count, concurrency, most) => {
    await using host = await startWordsApp();
    const items = Array.from({ length: count }, (_, item) => item);
    const seen = await crowdedDesk(host, { items, concurrency });
    const list = await begin(host, 'bounded', { items, concurrency });
    expect(await list.result()).toEqual(items);
    expect(seen.most).toBe(most);
    expect(await host.calls('desk.work')).toHaveLength(count);
  });

  it('goes on beside an item that pauses before another attempt', async () => {
    await using host = await startWordsApp();
    await host.fake('desk.work', ({ payload: { item } }: Work, { attempt }) => {
      if (item === 0) throw new Error('Not today.');
      return attempt;
    });
    const list = await begin(host, 'bounded', { items: [0, 1, 2, 3], concurrency: 2 });
    expect(await host.calls('desk.work')).toHaveLength(4);
    await host.skip({ seconds: 3 });
    expect(await host.calls('desk.work')).toHaveLength(6);
    await expect(list.result()).rejects.toThrow('Not today.');
  });
});
