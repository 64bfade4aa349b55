/** A disk that is really full, or read-only: a reason is given, and what was acknowledged stays. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openSqliteStore } from '../../src/store/sqlite-store';
import { temporaryFolders } from '../store/temporary-folder';
import { copyStore } from './worlds';

const newFolder = temporaryFolders();
const Refusal = z.object({ name: z.string(), code: z.string(), message: z.string() });
const child = join(__dirname, 'children', 'commit-until-refused.cjs');

interface Story {
  readonly acknowledged: readonly number[];
  readonly refusal: z.infer<typeof Refusal>;
}

/** A file system of one megabyte; undefined where this user may not mount one. */
const mounted: string[] = [];
function tinyDisk(): string | undefined {
  const folder = newFolder();
  const mount = ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder];
  if (process.platform !== 'linux' || spawnSync('mount', mount).status !== 0) return undefined;
  mounted.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', [folder]);
});

describe('a store on a disk that is full', () => {
  it('refuses with the reason, keeps what it acknowledged, and goes on when there is space', async () => {
    const disk = tinyDisk();
    if (disk === undefined) {
      skipped('no tmpfs can be mounted here');
      return;
    }
    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc(300_000));
    const { acknowledged, refusal } = storyOf(spawnSync(process.execPath, [child, disk], { encoding: 'utf8' }));
    expect(refusal).toMatchObject({
      name: 'StoreError',
      code: 'diskFull',
      message: expect.stringMatching(/cannot grow \(.*\): free some space/),
    });
    expect(acknowledged.length).toBeGreaterThan(5);
    await expectKept(disk, acknowledged);

    rmSync(filler);
    const more = storyOf(spawnSync(process.execPath, [child, disk], { encoding: 'utf8' }));
    expect(more.acknowledged.length).toBeGreaterThan(5);
    await expectKept(disk, [...acknowledged, ...more.acknowledged]);
  }, 60_000);

  it('refuses with the reason when its files may not grow, and keeps what it acknowledged', async () => {
    if (process.platform === 'win32') {
      skipped('there is no limit on the size of files');
      return;
    }
    const folder = newFolder();
    const command = `ulimit -f 600; exec "${process.execPath}" "${child}" "${folder}"`;
    const { acknowledged, refusal } = storyOf(spawnSync('bash', ['-c', command], { encoding: 'utf8' }));
    expect(refusal).toMatchObject({ name: 'StoreError', message: expect.stringContaining(folder) });
    expect(acknowledged.length).toBeGreaterThan(5);
    await expectKept(folder, acknowledged);
  }, 60_000);

  it('says why when it is mounted for reading only', async () => {
    const disk = tinyDisk();
    if (disk === undefined) {
      skipped('no tmpfs can be mounted here');
      return;
    }
    mkdirSync(join(disk, 'store'));
    await openSqliteStore(join(disk, 'store')).close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(() => openSqliteStore(join(disk, 'store'))).toThrow(
      /cannot be .* written \(.*read-only file system.*\): choose/,
    );
    expect(() => openSqliteStore(join(disk, 'new'))).toThrow(/cannot be created or written \(.*\): choose a folder/);
  });
});

function skipped(reason: string): void {
  console.warn(`Skipped: ${reason}.`);
}

function storyOf({ stdout, stderr }: { stdout: string; stderr: string }): Story {
  const lines = stdout.trim().split('\n');
  const last = lines.pop() ?? '';
  if (!last.startsWith('{')) throw new Error(`The child was not refused: ${last} ${stderr}`);
  return { acknowledged: lines.map(Number), refusal: Refusal.parse(JSON.parse(last)) };
}

/** Looks at a copy, so that the look itself needs no space on the full disk. */
async function expectKept(folder: string, keys: readonly number[]): Promise<void> {
  const copy = newFolder();
  copyStore(folder, copy);
  const store = openSqliteStore(copy);
  expect(keys.filter((key) => store.instance(key) === undefined || store.journal(key).length !== 1)).toEqual([]);
  await store.close();
}
