import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const dataSync = promisify(fdatasync);

/** Makes the file behind a descriptor durable. Replaced in tests by slow and failing disks. */
export type Synchronise = (descriptor: number) => Promise<void>;

/**
 * A second handle on SQLite's log, to synchronise it in the thread pool. SQLite puts its locks on the database file and
 * none on the log, so closing this handle releases none of them.
 */
export class WriteAheadLog {
  readonly #descriptor: number;
  readonly #synchronise: Synchronise;

  constructor(databasePath: string, synchronise: Synchronise = dataSync) {
    this.#descriptor = openSync(`${databasePath}-wal`, 'r+');
    this.#synchronise = synchronise;
  }

  synchronise(): Promise<void> {
    return this.#synchronise(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
