import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireAcknowledged } from './acknowledged';
import { batchesIn } from './batch-counter';
import { requireIntact } from './integrity';
import { migrate } from './migrate';
import { type Database, DatabaseSync } from './sqlite-module';
import { storeErrorFrom } from './sqlite-error';

/**
 * Opens or creates the database, holds it alone, brings its schema up to date, and refuses it if anything is missing.
 *
 * `locking_mode = EXCLUSIVE` before the first access keeps a lock of the operating system on the file from here to the
 * end of the process, also a violent one: a second host gets "in use". It also spares the shared-memory file.
 *
 * The schema is written with full synchronisation (which also makes the new file names durable). After that SQLite no
 * longer synchronises on each commit (`NORMAL`), because `SharedSync` does exactly that, off the main thread.
 */
export function openDatabase(path: string): Database {
  let database: Database | undefined;
  try {
    prepareFolder(path);
    database = new DatabaseSync(path);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL');
    migrate(database, path);
    requireIntact(database, path);
    requireAcknowledged(path, batchesIn(database));
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
    return database;
  } catch (error) {
    database?.close();
    throw storeErrorFrom(error, path);
  }
}

/** SQLite opens what it may not write read-only, and then fails with "disk I/O error" on the lock. */
function prepareFolder(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  for (const place of [folder, path]) if (existsSync(place)) accessSync(place, constants.W_OK);
}
