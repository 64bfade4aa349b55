import { z } from 'zod';
import { StoreError, type StoreErrorCode } from '../store-error';

/** Primary result codes, https://www.sqlite.org/rescode.html; the extended part is in the higher bits. */
const PRIMARY_CODE = 0xff;
const ERROR = 1;
const BUSY = 5;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const CONSTRAINT = 19;
const NOTADB = 26;

const SqliteFailure = z.object({ errcode: z.int(), message: z.string() });
const SystemFailure = z.object({ syscall: z.string(), message: z.string() });

/** Turns whatever SQLite or the file system threw into one clear sentence about this store. */
export function storeErrorFrom(cause: unknown, path: string): StoreError {
  if (cause instanceof StoreError) return cause;
  const system = SystemFailure.safeParse(cause);
  if (system.success) return unwritable(path, system.data.message, cause);
  const sqlite = SqliteFailure.safeParse(cause);
  if (!sqlite.success) return new StoreError('failed', `The store "${path}" failed: ${String(cause)}`, { cause });
  const [code, sentence] = explain(sqlite.data.errcode & PRIMARY_CODE, path, sqlite.data.message);
  return new StoreError(code, sentence, { cause });
}

export function unwritable(path: string, reason: string, cause: unknown): StoreError {
  const sentence = `The store "${path}" cannot be created or written (${reason}): choose a folder that this user may write to.`;
  return new StoreError('readOnly', sentence, { cause });
}

function explain(code: number, path: string, message: string): readonly [StoreErrorCode, string] {
  switch (code) {
    case ERROR:
    case CORRUPT:
      // Our statements fit our schema: one that does not compile has met a schema that something else has changed.
      return [
        'damaged',
        `The store "${path}" is damaged (${message}): restore it from a backup or choose another folder.`,
      ];
    case BUSY:
      return ['inUse', `The store "${path}" is in use by another host: stop that one or choose another folder.`];
    case READONLY:
    case CANTOPEN:
      return ['readOnly', unwritable(path, message, undefined).message];
    case NOTADB:
      return ['damaged', `The store "${path}" is not a store of the embedded host: choose another folder.`];
    case FULL:
      return [
        'diskFull',
        `The store "${path}" cannot grow (${message}): free some space; nothing of the batch was kept.`,
      ];
    case CONSTRAINT:
      return ['conflict', `The batch contradicts what is stored (${message}); nothing of it was kept.`];
    default:
      return ['failed', `The store "${path}" failed: ${message}.`];
  }
}
