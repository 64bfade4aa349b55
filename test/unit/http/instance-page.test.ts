import { describe, expect, it } from '@jest/globals';
import { findPage, type PageRequest } from '../../../src/http/instance-page';
import type { Place } from '../../../src/http/page-cursor';
import { DAY_MS, MINUTE_MS } from '../../../src/shared/durations';
import { FakeClient } from '../../support/fake-client';

const now = Date.now();
const everything: PageRequest = {
  ...{ from: now - 366 * DAY_MS, to: undefined, after: undefined, pageSize: 10 },
  matches: () => true,
};

/** Instances that began these times ago, the first of them last. */
function begun(...agoMs: readonly number[]): FakeClient {
  const client = new FakeClient();
  for (const [index, ago] of agoMs.entries()) {
    const createdTime = new Date(Math.floor((now - ago) / 1_000) * 1_000);
    client.put({ instanceId: `i-${String(index).padStart(5, '0')}`, createdTime });
  }
  return client;
}

async function allPages(client: FakeClient, request: PageRequest): Promise<string[][]> {
  const pages: string[][] = [];
  let after: Place | undefined;
  do {
    const page = await findPage(client, { ...request, after });
    pages.push(page.instances.map(({ instanceId }) => instanceId));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

describe('a page of instances', () => {
  it('begins with the newest, and the pages together have each once', async () => {
    const client = begun(0, MINUTE_MS, DAY_MS, 3 * DAY_MS, 40 * DAY_MS, 41 * DAY_MS);
    expect(await allPages(client, { ...everything, pageSize: 2 })).toEqual([
      ['i-00000', 'i-00001'],
      ['i-00002', 'i-00003'],
      ['i-00004', 'i-00005'],
    ]);
  });

  it('cuts between instances that began in the same second', async () => {
    const client = begun(...Array.from({ length: 25 }, () => DAY_MS));
    const pages = await allPages(client, everything);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(new Set(pages.flat()).size).toBe(25);
  });

  it('loads a part of many only, whatever lies behind it', async () => {
    const client = begun(...Array.from({ length: 20_000 }, (_, index) => index * MINUTE_MS));
    const { instances } = await findPage(client, everything);
    expect(instances).toHaveLength(10);
    expect(client.loaded.reduce((sum, count) => sum + count, 0)).toBeLessThan(500);
  });

  it('stays small deep in a list of many, also where few match', async () => {
    const client = begun(...Array.from({ length: 20_000 }, (_, index) => index * MINUTE_MS));
    const after = { at: new Date(now - 5 * DAY_MS).toISOString() };
    const matches: PageRequest['matches'] = ({ instanceId }) => instanceId.endsWith('00');
    const { instances } = await findPage(client, { ...everything, after, matches });
    expect(instances).toHaveLength(10);
    expect(client.loaded.reduce((sum, count) => sum + count, 0)).toBeLessThan(3_000);
  });

  it('may be short when much time is empty, and then tells where to go on', async () => {
    const client = begun(3_000 * DAY_MS);
    const ages = { ...everything, from: 0 };
    const first = await findPage(client, ages);
    expect(first).toMatchObject({ instances: [], next: { at: expect.any(String) } });
    expect((await allPages(client, ages)).flat()).toEqual(['i-00000']);
  });

  it('keeps its place when others begin meanwhile', async () => {
    const client = begun(0, 0, MINUTE_MS, MINUTE_MS);
    const first = await findPage(client, { ...everything, pageSize: 2 });
    client.put({ instanceId: 'newer', createdTime: new Date(now + 5_000) });
    const second = await findPage(client, { ...everything, pageSize: 2, after: first.next });
    expect(second.instances.map(({ instanceId }) => instanceId)).toEqual(['i-00003', 'i-00002']);
  });

  it('keeps to its span of time, whose ends belong to it', async () => {
    const client = begun(MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS, 4 * MINUTE_MS);
    const span = { from: now - 3 * MINUTE_MS - 1_000, to: now - 2 * MINUTE_MS };
    expect(await allPages(client, { ...everything, ...span })).toEqual([['i-00001', 'i-00002']]);
  });
});
