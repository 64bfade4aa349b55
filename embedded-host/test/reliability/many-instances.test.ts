/** 100,000 stored instances: what a start and the pages of a list take does not grow with them. Ratios within one run. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite-store';
import type { Commit, Store } from '../../src/store/store';
import { anInstance } from '../store/rows';
import { temporaryFolders } from '../store/temporary-folder';

const newFolder = temporaryFolders();
const MANY = 100_000;
const FEW = 1_000;
const BATCH = 5_000;
const PAGE = 100;
/** A cost that grew with the number would be a hundredfold; less of a large store is in SQLite's own cache. */
const FLAT = 15;
const ROUNDS = 15;

describe(`a store with ${MANY} instances, compared with one of ${FEW}`, () => {
  const folders = { few: newFolder(), many: newFolder() };
  const open: { few?: Store; many?: Store } = {};

  beforeAll(async () => {
    await fill(folders.few, FEW);
    await fill(folders.many, MANY);
  }, 120_000);
  afterAll(async () => {
    await open.few?.close();
    await open.many?.close();
  });

  it('starts as fast', async () => {
    const start = async (folder: string) => {
      const begun = performance.now();
      const store = openSqliteStore(folder);
      store.recover();
      const took = performance.now() - begun;
      await store.close();
      return took;
    };
    expect(
      await ratio(
        () => start(folders.many),
        () => start(folders.few),
      ),
    ).toBeLessThan(FLAT);
  }, 60_000);

  it.each([
    ['the first page', {}],
    ['a page from the middle', { after: 'instance-5' }],
    ['a page of what is running', { statuses: ['Running'] }],
    ['a page by prefix', { idPrefix: 'instance-99' }],
  ] as const)('lists %s as fast', async (_, query) => {
    open.few ??= openSqliteStore(folders.few);
    open.many ??= openSqliteStore(folders.many);
    const { few, many } = open;
    expect(many.instances({ ...query, limit: PAGE }).rows.length).toBeGreaterThan(0);
    const list = (store: Store) => () => timeOf(() => store.instances({ ...query, limit: PAGE }));
    expect(await ratio(list(many), list(few))).toBeLessThan(FLAT);
  });
});

/** Of medians, measured in turns, so that whatever else the machine does meets both. */
async function ratio(one: () => Promise<number> | number, other: () => Promise<number> | number): Promise<number> {
  const ones: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ones.push(await one());
    others.push(await other());
  }
  return median(ones) / median(others);
}

function median(values: number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Infinity;
}

function timeOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** A page of them runs, the others have completed. */
async function fill(folder: string, count: number): Promise<void> {
  const store = openSqliteStore(folder);
  for (let first = 1; first <= count; first += BATCH) {
    const size = Math.min(BATCH, count - first + 1);
    await store.commit(Array.from({ length: size }, (_, at) => commitOf(first + at)));
  }
  await store.close();
}

function commitOf(key: number): Commit {
  const status = key <= PAGE ? 'Running' : 'Completed';
  return {
    instance: anInstance({ key, status, output: '"done"' }),
    journal: { key, turn: 0, record: 'x'.repeat(200) },
  };
}
