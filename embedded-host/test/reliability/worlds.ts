/** Where instances outlive the engine: in memory that is kept, or in the files of a process that was killed. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryStore } from '../../src/store/memory-store';
import { openSqliteStore } from '../../src/store/sqlite-store';
import type { Store } from '../../src/store/store';

export interface World {
  readonly store: Store;
  /** What the next process finds. */
  crash(): Promise<World>;
}

export function memoryWorld(store = new MemoryStore()): World {
  return { store, crash: () => Promise.resolve(memoryWorld(store)) };
}

/** A crash leaves the files as they are at that moment, also the log that nobody has moved into the database. */
export function sqliteWorld(newFolder: () => string, folder = newFolder()): World {
  const store = openSqliteStore(folder);
  const crash = async () => {
    const next = newFolder();
    copyStore(folder, next);
    await store.close();
    return sqliteWorld(newFolder, next);
  };
  return { store, crash };
}

export const FILES = ['store.sqlite', 'store.sqlite-wal', 'store.sqlite-acknowledged'] as const;

export function copyStore(from: string, to: string): void {
  for (const file of FILES) if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
}
