/** S1 under SIGKILL: what was acknowledged is there, and no batch is there by half. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite-store';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const ROUNDS = 6;

describe('the durable store, killed at random moments', () => {
  it('keeps every acknowledged batch, whole, over several lives', async () => {
    const folder = newFolder();
    const acknowledged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await commitUntilKilled(folder, 1 + Math.floor(Math.random() * 150))));
      const kept = await wholeBatchesIn(folder);
      expect(acknowledged.filter((batch) => !kept.has(batch))).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS);
  }, 60_000);
});

/** Kills the child after a number of acknowledgements; those that were on their way count too. */
async function commitUntilKilled(folder: string, after: number): Promise<number[]> {
  const child = spawn(process.execPath, [join(__dirname, 'children', 'commit-loop.cjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged = await acknowledgementsOf(child, after);
  expect(await exited).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

async function acknowledgementsOf(child: ChildProcess, after: number): Promise<number[]> {
  const acknowledged: number[] = [];
  if (child.stdout === null) throw new Error('The child was started with a pipe.');
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === after) child.kill('SIGKILL');
  }
  return acknowledged;
}

/** The numbers of all batches in the store; fails if one of them is incomplete or without its predecessors. */
async function wholeBatchesIn(folder: string): Promise<Set<number>> {
  const store = openSqliteStore(folder);
  const keys = store.instances({ limit: 100_000 }).rows.map((row) => row.key);
  for (const key of keys) {
    expect([key, store.journal(key).length, store.inbox(key).length]).toEqual([key, key % 4, 1]);
  }
  expect(store.recover().inboxes.length).toBe(keys.length);
  expect(store.entity(1_000_000)?.lastOperationAt).toBeGreaterThan(0);
  await store.close();
  return new Set(keys);
}
