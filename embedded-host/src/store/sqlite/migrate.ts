import { type Migration, migrations } from '../migrations/index';
import { StoreError } from '../store-error';
import { number, type SqlRow } from './columns';
import { inTransaction } from './transaction';
import type { Database } from './sqlite-module';

/** "EXOH" in ASCII, kept in the header of the file: tells our stores from other people's databases. */
const APPLICATION_ID = 0x45584f48;

/** Brings the schema to the newest version, each migration in a transaction of its own. Throws without having written. */
export function migrate(database: Database, path: string, known: readonly Migration[] = migrations): void {
  refuseForeign(database, path);
  const version = pragma(database, 'user_version');
  if (version > known.length) throw newerVersion(path, version, known.length);
  // Not before the checks: it is the first write, and it stays in the file.
  database.exec('PRAGMA journal_mode = WAL');
  for (const migration of known.slice(version)) {
    inTransaction(database, () => {
      database.exec(migration.sql);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migration.number}`);
    });
  }
}

function refuseForeign(database: Database, path: string): void {
  if (pragma(database, 'application_id') === APPLICATION_ID) return;
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (isEmpty) return;
  throw new StoreError('damaged', `The store "${path}" is not a store of the embedded host: choose another folder.`);
}

function newerVersion(path: string, version: number, known: number): StoreError {
  return new StoreError(
    'newerVersion',
    `The store "${path}" was written by a newer version (schema ${version}, this version knows ${known}): ` +
      'update the embedded host or choose another folder.',
  );
}

function pragma(database: Database, name: 'application_id' | 'user_version'): number {
  const row: SqlRow = database.prepare(`PRAGMA ${name}`).get() ?? {};
  return number(row, name);
}
