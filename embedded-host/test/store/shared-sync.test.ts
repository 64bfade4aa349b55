import { describe, expect, it } from '@jest/globals';
import { SharedSync } from '../../src/store/sqlite/shared-sync';

describe('a shared synchronisation', () => {
  it('serves a request only by one that began after it (Y1)', async () => {
    const ends: (() => void)[] = [];
    const sync = new SharedSync(() => new Promise((resolve) => ends.push(resolve)));
    const first = sync.request();
    await tick();
    let isServed = false;
    const second = sync.request().then(() => (isServed = true));
    ends[0]?.();
    await first;
    await tick();
    expect(isServed).toBe(false);
    ends[1]?.();
    await second;
  });

  it('begins at once when none is under way', async () => {
    let begun = 0;
    const sync = new SharedSync(async () => {
      begun++;
    });
    await sync.request();
    await sync.request();
    expect(begun).toBe(2);
  });

  it('fails every request after a failure, without asking the disk again (Y2)', async () => {
    let begun = 0;
    const sync = new SharedSync(async () => {
      begun++;
      throw new Error('EIO');
    });
    await expect(sync.request()).rejects.toThrow('EIO');
    await expect(sync.request()).rejects.toThrow('EIO');
    await sync.settled();
    expect(begun).toBe(1);
  });
});

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
