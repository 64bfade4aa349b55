/** Q1 and Q2 of the durable store: slow disks, full disks, and disks that cannot confirm. */
import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openSqliteStore, SqliteStore } from '../../src/store/sqlite-store';
import { openDatabase } from '../../src/store/sqlite/open-database';
import { WriteAheadLog } from '../../src/store/sqlite/write-ahead-log';
import { anInstance } from './rows';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();

describe('on a slow disk', () => {
  it('acknowledges nothing before the disk has confirmed it', async () => {
    const disk = slowDisk();
    const store = openSqliteStore(newFolder(), { synchronise: disk.synchronise });
    let isAcknowledged = false;
    const commit = store.commit([{ instance: anInstance({ key: 1 }) }]).then(() => (isAcknowledged = true));
    await disk.asked();
    expect(isAcknowledged).toBe(false);
    disk.confirm();
    await commit;
    await store.close();
  });

  it('confirms all batches that arrive meanwhile with one more synchronisation', async () => {
    const disk = slowDisk();
    const store = openSqliteStore(newFolder(), { synchronise: disk.synchronise });
    const first = store.commit([{ instance: anInstance({ key: 1 }) }]);
    await disk.asked();
    const others = Array.from({ length: 50 }, (_, at) => store.commit([{ instance: anInstance({ key: at + 2 }) }]));
    disk.confirm();
    await first;
    await disk.asked();
    disk.confirm();
    await Promise.all(others);
    expect(disk.requests()).toBe(2);
    await store.close();
  });

  it('waits with closing until what is under way is confirmed', async () => {
    const disk = slowDisk();
    const store = openSqliteStore(newFolder(), { synchronise: disk.synchronise });
    const order: string[] = [];
    const commit = store.commit([{ instance: anInstance({ key: 1 }) }]).then(() => order.push('committed'));
    await disk.asked();
    const closed = store.close().then(() => order.push('closed'));
    disk.confirm();
    await Promise.all([commit, closed]);
    expect(order).toEqual(['committed', 'closed']);
  });
});

describe('on a disk that cannot confirm', () => {
  it('rejects with the reason and accepts nothing any more', async () => {
    const broken = new Error('EIO: i/o error, fdatasync');
    const store = openSqliteStore(newFolder(), { synchronise: () => Promise.reject(broken) });
    const failure = { code: 'failed', message: expect.stringContaining('EIO: i/o error, fdatasync') };
    await expect(store.commit([{ instance: anInstance({ key: 1 }) }])).rejects.toMatchObject(failure);
    await expect(store.commit([{ instance: anInstance({ key: 2 }) }])).rejects.toMatchObject(failure);
    expect(store.instance(2)).toBeUndefined();
    await store.close();
  });
});

describe('on a full disk', () => {
  it('rejects with the reason, keeps what was there and goes on when there is space', async () => {
    const { store, limitPages } = limitedStore(newFolder());
    const kept = anInstance({ key: 1 });
    await store.commit([{ instance: kept }]);
    limitPages(20);
    const large = { instance: anInstance({ key: 2, input: 'x'.repeat(1_000_000) }) };
    await expect(store.commit([{ purge: [1] }, large])).rejects.toMatchObject({ code: 'diskFull' });
    expect([store.instance(1), store.instance(2)]).toEqual([kept, undefined]);
    limitPages(10_000);
    await store.commit([large]);
    expect(store.instance(2)).toEqual(large.instance);
    await store.close();
  });
});

/** A disk whose synchronisations end when the test says so. */
function slowDisk() {
  let count = 0;
  let confirm: () => void = () => undefined;
  let announce: () => void = () => undefined;
  let announced = new Promise<void>((resolve) => (announce = resolve));
  return {
    requests: () => count,
    asked: () => announced,
    confirm: () => {
      announced = new Promise((resolve) => (announce = resolve));
      confirm();
    },
    synchronise: () => {
      count++;
      announce();
      return new Promise<void>((resolve) => (confirm = resolve));
    },
  };
}

/** SQLite answers "full" when a database has reached its greatest size, exactly as when the disk has. */
function limitedStore(folder: string) {
  const path = join(folder, 'store.sqlite');
  const database = openDatabase(path);
  const store = new SqliteStore(path, database, new WriteAheadLog(path));
  return { store, limitPages: (pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`) };
}
