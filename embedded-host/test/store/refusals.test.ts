/** Each store that cannot be used is refused with one clear sentence, and left as it was. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite-store';
import { anInstance } from './rows';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const fileIn = (folder: string): string => join(folder, 'store.sqlite');
const NOBODY = 65_534;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('opening a store', () => {
  it('refuses one from a newer version, and leaves it as it was', async () => {
    const folder = await storeWithContent();
    manipulate(folder, 'PRAGMA user_version = 99');
    const before = readFileSync(fileIn(folder));
    expect(() => openSqliteStore(folder)).toThrow(
      `The store "${fileIn(folder)}" was written by a newer version (schema 99, this version knows 3): ` +
        'update the embedded host or choose another folder.',
    );
    expect(readFileSync(fileIn(folder)).equals(before)).toBe(true);
  });

  it('refuses a file that is no database', () => {
    const folder = newFolder();
    writeFileSync(fileIn(folder), 'this is a text file\n'.repeat(500));
    expect(() => openSqliteStore(folder)).toThrow(/store\.sqlite" is not a store of the embedded host/);
  });

  it("refuses somebody else's database, and leaves it as it was", () => {
    const folder = newFolder();
    manipulate(folder, 'CREATE TABLE addresses (name TEXT)');
    const before = readFileSync(fileIn(folder));
    expect(() => openSqliteStore(folder)).toThrow(/is not a store of the embedded host/);
    expect(readFileSync(fileIn(folder)).equals(before)).toBe(true);
  });

  it('refuses a database that was cut off', async () => {
    const folder = await storeWithContent();
    truncateSync(fileIn(folder), statSync(fileIn(folder)).size - 20_000);
    expect(() => openSqliteStore(folder)).toThrow(
      /is damaged \(.*\): restore it from a backup or choose another folder/,
    );
  });

  it('refuses a folder whose name belongs to a file', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openSqliteStore(join(file, 'store'))).toThrow(/cannot be created or written \(.*\): choose a folder/);
  });

  it('refuses a folder that this user may not write to', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    expect(await openInChild(folder, { asNobody: true })).toMatchObject({ name: 'StoreError', code: 'readOnly' });
  });

  it('refuses a store that this user may only read', async () => {
    const folder = await storeWithContent();
    chmodSync(fileIn(folder), 0o444);
    chmodSync(folder, 0o555);
    expect(await openInChild(folder, { asNobody: true })).toMatchObject({ name: 'StoreError', code: 'readOnly' });
  });

  it('refuses a second time in the same process', async () => {
    const folder = newFolder();
    const first = openSqliteStore(folder);
    expect(() => openSqliteStore(folder)).toThrow(/is in use by another host: stop that one or choose another folder/);
    await first.close();
  });

  it('refuses a second process, until the first one is gone, however it went', async () => {
    const folder = newFolder();
    expect(await openInChild(folder)).toBe('open');
    expect(() => openSqliteStore(folder)).toThrow(/is in use by another host/);
    await killAll();
    const store = openSqliteStore(folder);
    await store.close();
  });

  it('opens again after a refusal was dealt with', async () => {
    const folder = await storeWithContent();
    manipulate(folder, 'PRAGMA user_version = 99');
    expect(() => openSqliteStore(folder)).toThrow();
    manipulate(folder, 'PRAGMA user_version = 3');
    const store = openSqliteStore(folder);
    expect(store.instances({ limit: 1000 }).rows).toHaveLength(200);
    await store.close();
  });
});

async function storeWithContent(): Promise<string> {
  const folder = newFolder();
  const store = openSqliteStore(folder);
  await store.commit(
    Array.from({ length: 200 }, (_, at) => ({ instance: anInstance({ key: at + 1, output: 'x'.repeat(400) }) })),
  );
  await store.close();
  return folder;
}

function manipulate(folder: string, sql: string): void {
  const database = new DatabaseSync(fileIn(folder));
  database.exec(sql);
  database.close();
}

/** Root may write everywhere, so a child that shall be refused runs as nobody. */
async function openInChild(folder: string, { asNobody = false } = {}): Promise<unknown> {
  const identity = asNobody && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, [join(__dirname, 'children', 'open-store.cjs'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...identity,
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]; // the event's one argument
  return line.startsWith('{') ? JSON.parse(line) : line;
}

async function killAll(): Promise<void> {
  await Promise.all(
    children.splice(0).map((child) => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      return exited;
    }),
  );
}
