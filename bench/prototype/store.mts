import { DatabaseSync } from 'node:sqlite';
import type { PrototypeInstance } from './instance.mts';

export interface PrototypeCommit {
  readonly instance: PrototypeInstance;
  /** Position of the first event. */
  readonly from: number;
  /** JSON texts. */
  readonly events: readonly string[];
}

export interface PrototypeStore {
  /** Durable when it returns. */
  commit(batch: readonly PrototypeCommit[]): void;
}

export const noStore: PrototypeStore = { commit: () => undefined };

export const prototypeSettings = 'node:sqlite, WAL, synchronous=FULL on the main thread, a row per event, group commit';

const schema = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
  CREATE TABLE history (instance INTEGER, position INTEGER, event TEXT, PRIMARY KEY (instance, position)) WITHOUT ROWID;
  CREATE TABLE instances (key INTEGER PRIMARY KEY, id TEXT, status TEXT, updated INTEGER);`;

/** A row per event and one per instance. */
export class RowStore implements PrototypeStore {
  readonly #database: DatabaseSync;
  readonly #keys = new WeakMap<PrototypeInstance, number>();
  readonly #append;
  readonly #save;
  #lastKey = 0;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(schema);
    this.#append = this.#database.prepare('INSERT INTO history VALUES (?, ?, ?)');
    this.#save = this.#database.prepare(
      `INSERT INTO instances VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET status = excluded.status, updated = excluded.updated`,
    );
  }

  commit(batch: readonly PrototypeCommit[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    for (const { instance, from, events } of batch) {
      const key = this.#keyOf(instance);
      for (const [index, event] of events.entries()) this.#append.run(key, from + index, event);
      this.#save.run(key, instance.id, instance.isDone ? 'Completed' : 'Running', from);
    }
    this.#database.exec('COMMIT');
  }

  #keyOf(instance: PrototypeInstance): number {
    const known = this.#keys.get(instance);
    if (known !== undefined) return known;
    this.#keys.set(instance, ++this.#lastKey);
    return this.#lastKey;
  }
}
