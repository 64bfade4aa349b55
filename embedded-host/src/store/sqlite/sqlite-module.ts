/**
 * Loads `node:sqlite`. Node 22 warns once per process that it is experimental, which would stand above every answer of
 * the command line; the tests pin what we use of it, so that one warning is held back while the module loads.
 */
import type * as Sqlite from 'node:sqlite';

export type { DatabaseSync as Database, SQLOutputValue, StatementSync } from 'node:sqlite';

export const { DatabaseSync } = withoutWarnings(loadSqlite);

function loadSqlite(): typeof Sqlite {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be hoisted above the muting
  return require('node:sqlite') as typeof Sqlite; // `require` is untyped; the name says what it returns
}

function withoutWarnings<Loaded>(load: () => Loaded): Loaded {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was found, not called
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
