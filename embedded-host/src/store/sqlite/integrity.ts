import { StoreError } from '../store-error';
import { number, type SqlRow, text } from './columns';
import type { Database } from './sqlite-module';

/**
 * Checked as a whole at each start up to this size, which takes some ten milliseconds; a start must not take longer the
 * more has been stored. In a larger database SQLite tells of a damaged page when it reads it.
 */
const CHECKED_BYTES = 8 * 1024 * 1024;

/** Pages that SQLite could read, but that contradict one another: rows may have vanished without any error. */
export function requireIntact(database: Database, path: string): void {
  if (pragma(database, 'page_count') * pragma(database, 'page_size') > CHECKED_BYTES) return;
  const problem = text(database.prepare('PRAGMA integrity_check(1)').get() ?? {}, 'integrity_check');
  if (problem === 'ok') return;
  const reason = problem.replaceAll('\n', ' ');
  throw new StoreError(
    'damaged',
    `The store "${path}" is damaged (${reason}): restore it from a backup or choose another folder.`,
  );
}

function pragma(database: Database, name: 'page_count' | 'page_size'): number {
  const row: SqlRow = database.prepare(`PRAGMA ${name}`).get() ?? {};
  return number(row, name);
}
