/** Q4: whatever is damaged in the files, a store with a gap is never taken for a whole one. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite-store';
import type { Commit } from '../../src/store/store';
import { Chance, seed } from '../crash/chance';
import { aMessage, anEntity, anInstance } from '../store/rows';
import { temporaryFolders } from '../store/temporary-folder';
import { copyStore } from './worlds';

const newFolder = temporaryFolders();
const INSTANCES = 60;
const TURNS = 4;
const PLACES = 60;

interface Damaged {
  readonly file: string;
  readonly harm: (path: string) => void;
}

/** `crashed`: the last batches are in the log only. `closed`: everything is in the database, and the log is gone. */
const found: Record<'crashed' | 'closed', string> = { crashed: '', closed: '' };

beforeAll(async () => {
  found.closed = newFolder();
  found.crashed = newFolder();
  const store = openSqliteStore(found.closed);
  for (let key = 1; key <= INSTANCES; key++) await store.commit(commitsOf(key));
  copyStore(found.closed, found.crashed);
  await store.close();
});

describe(`a store of which a part was destroyed (CRASH_SEED=${seed})`, () => {
  const chance = new Chance(seed);
  const places = Array.from({ length: PLACES }, () => chance.between(0, 999_999) / 1_000_000);

  it.each([
    ['the log', 'crashed', 'store.sqlite-wal', 'a changed byte', flip],
    ['the log', 'crashed', 'store.sqlite-wal', 'a cut', cut],
    ['the log', 'crashed', 'store.sqlite-wal', 'zeros', zeroFrom],
    ['the database', 'closed', 'store.sqlite', 'a changed byte', flip],
    ['the database', 'closed', 'store.sqlite', 'a cut', cut],
    ['the database', 'closed', 'store.sqlite', 'zeros', zeroFrom],
  ] as const)(
    'is whole or refused with a reason: %s of a %s host, %s, by %s',
    async (_, end, file, _harm, harm) => {
      const outcomes = new Set<string>();
      for (const place of places) outcomes.add(await outcomeOf(end, { file, harm: (path) => harm(path, place) }));
      expect([...outcomes].filter((each) => !['whole', 'refused'].includes(each))).toEqual([]);
      expect(outcomes).toContain('refused');
    },
    120_000,
  );

  it.each(['store.sqlite', 'store.sqlite-wal'])('is refused without its %s', async (file) => {
    expect(await outcomeOf('crashed', { file, harm: (path) => rmSync(path) })).toBe('refused');
  });

  it('is whole without the record of what was acknowledged, or with a broken one', async () => {
    const file = 'store.sqlite-acknowledged';
    expect(await outcomeOf('crashed', { file, harm: (path) => rmSync(path) })).toBe('whole');
    expect(await outcomeOf('crashed', { file, harm: (path) => writeFileSync(path, 'x'.repeat(16)) })).toBe('whole');
  });

  it('is refused when a row contradicts its index', async () => {
    const rename = (path: string) => {
      const content = readFileSync(path);
      content.write('X', content.indexOf('instance-42'));
      writeFileSync(path, content);
    };
    expect(await outcomeOf('closed', { file: 'store.sqlite', harm: rename })).toBe('refused');
  });

  it('says what is missing and how to go on without it', async () => {
    const folder = damagedCopy('crashed', { file: 'store.sqlite-wal', harm: (path) => truncateSync(path, 0) });
    const acknowledged = join(folder, 'store.sqlite-acknowledged');
    expect(() => openSqliteStore(folder)).toThrow(
      `is damaged (it ends with batch 0, but ${INSTANCES} were acknowledged): ` +
        `restore it from a backup, or delete "${acknowledged}" to go on with what is left.`,
    );
    rmSync(acknowledged);
    const store = openSqliteStore(folder);
    expect(store.instances({ limit: 1 }).rows).toEqual([]);
    await store.close();
  });
});

function flip(path: string, place: number): void {
  const content = readFileSync(path);
  const at = Math.floor(place * content.length);
  content.writeUInt8(content.readUInt8(at) ^ 0x5a, at);
  writeFileSync(path, content);
}

function cut(path: string, place: number): void {
  truncateSync(path, Math.floor(place * readFileSync(path).length));
}

/** As after a power failure that kept the length of a file but not its end. */
function zeroFrom(path: string, place: number): void {
  const content = readFileSync(path);
  writeFileSync(path, content.fill(0, Math.floor(place * content.length)));
}

function damagedCopy(end: keyof typeof found, { file, harm }: Damaged): string {
  const folder = newFolder();
  copyStore(found[end], folder);
  harm(join(folder, file));
  return folder;
}

async function outcomeOf(end: keyof typeof found, damaged: Damaged): Promise<string> {
  const folder = damagedCopy(end, damaged);
  try {
    const store = openSqliteStore(folder);
    try {
      return missingIn(store) ?? 'whole';
    } finally {
      await store.close();
    }
  } catch (error) {
    return isClear(error) ? 'refused' : `unclear: ${String(error)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isClear(error: unknown): boolean {
  return error instanceof Error && error.name === 'StoreError' && /damaged|is not a store/.test(error.message);
}

function commitsOf(key: number): Commit[] {
  const lines = Array.from({ length: TURNS }, (_, turn) => ({
    journal: { key, turn, record: `"turn ${turn} of ${key} ${'x'.repeat(300)}"` },
  }));
  const send = [aMessage({ id: key, to: key })];
  return [{ instance: anInstance({ key }) }, ...lines, { send, createEntities: [anEntity({ key: 1000 + key })] }];
}

/** Something that was acknowledged and cannot be found; a byte that changed within a text is not looked for. */
function missingIn(store: SqliteStore): string | undefined {
  const listed = new Set(store.instances({ limit: 1000 }).rows.map(({ key }) => key));
  const entities = new Set(store.entities({ limit: 1000 }).rows.map(({ key }) => key));
  for (let key = 1; key <= INSTANCES; key++) {
    if (!listed.has(key) || store.instance(key) === undefined) return `lost instance ${key}`;
    if (store.instanceById(`instance-${key}`) === undefined) return `lost the id of instance ${key}`;
    if (store.journal(key).length !== TURNS) return `lost turns of instance ${key}`;
    if (store.inbox(key).length !== 1) return `lost a message of instance ${key}`;
    if (!entities.has(1000 + key)) return `lost entity ${key}`;
  }
  return undefined;
}
