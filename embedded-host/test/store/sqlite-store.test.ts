import { describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite-store';
import { anInstance } from './rows';
import { describeStore } from './store-suite';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();

describeStore('the durable store', () => openSqliteStore(newFolder()));

describe('the durable store on disk', () => {
  it('creates its folder and keeps everything across a restart', async () => {
    const folder = join(newFolder(), 'not', 'there', 'yet');
    const row = anInstance({ key: 1 });
    const first = openSqliteStore(folder);
    await first.commit([{ instance: row, journal: { key: 1, turn: 0, record: 'a' } }]);
    await first.close();
    const second = openSqliteStore(folder);
    expect([second.instance(1), second.journal(1)]).toEqual([row, ['a']]);
    await second.close();
  });

  it('does not write a large input again on each turn', async () => {
    const folder = newFolder();
    const store = openSqliteStore(folder);
    const row = anInstance({ key: 1, input: JSON.stringify('x'.repeat(1_000_000)) });
    await store.commit([{ instance: row }]);
    const before = logSize(folder);
    for (let updatedAt = 0; updatedAt < 20; updatedAt++) await store.commit([{ instance: { ...row, updatedAt } }]);
    expect(logSize(folder) - before).toBeLessThan(300_000);
    await store.close();
  });

  it('says so when a turn is missing in a journal, instead of going on without it', async () => {
    const folder = newFolder();
    const store = openSqliteStore(folder);
    for (let turn = 0; turn < 3; turn++) await store.commit([{ journal: { key: 1, turn, record: String(turn) } }]);
    await store.close();
    manipulate(folder, `DELETE FROM journal WHERE record = '1'`);
    const reopened = openSqliteStore(folder);
    expect(() => reopened.journal(1)).toThrow('The store is damaged: turn 1 of instance 1 is missing.');
    await reopened.close();
  });
});

function logSize(folder: string): number {
  return statSync(join(folder, 'store.sqlite-wal')).size;
}

function manipulate(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'store.sqlite'));
  database.exec(sql);
  database.close();
}
