/**
 * How many batches were acknowledged, in a small file beside the database. SQLite ends its log silently at the first
 * record that does not add up, so a log that was cut off or damaged looks like one that was never longer; this file is
 * how the next start knows better.
 *
 * It is written after the synchronisation that made the batches durable and needs none of its own: what a power failure
 * leaves of it may be too little, which is harmless, and never too much. The count stands there twice, so that a file
 * that is damaged itself says nothing.
 *
 * Guarded by `embedded-host/test/reliability/damage.test.ts`.
 */
import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { StoreError } from '../store-error';

const HALF = 8;

export class Acknowledged {
  readonly #descriptor: number;
  readonly #buffer = Buffer.alloc(2 * HALF);

  constructor(databasePath: string) {
    this.#descriptor = openSync(fileBeside(databasePath), constants.O_RDWR | constants.O_CREAT, 0o644);
  }

  note(batches: number): void {
    this.#buffer.writeDoubleLE(batches, 0);
    this.#buffer.writeDoubleBE(batches, HALF);
    try {
      writeSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, 0);
    } catch {
      // Too small a count is harmless, and a disk that cannot keep it will refuse the next batch itself.
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Throws when batches are missing that somebody relies on. */
export function requireAcknowledged(databasePath: string, committed: number): void {
  const file = fileBeside(databasePath);
  const acknowledged = acknowledgedIn(file);
  if (committed >= acknowledged) return;
  throw new StoreError(
    'damaged',
    `The store "${databasePath}" is damaged (it ends with batch ${committed}, but ${acknowledged} were acknowledged): ` +
      `restore it from a backup, or delete "${file}" to go on with what is left.`,
  );
}

function fileBeside(databasePath: string): string {
  return `${databasePath}-acknowledged`;
}

function acknowledgedIn(file: string): number {
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (content.length < 2 * HALF) return 0;
  const count = content.readDoubleLE(0);
  return count === content.readDoubleBE(HALF) && Number.isSafeInteger(count) ? count : 0;
}
