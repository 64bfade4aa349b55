/**
 * The durable store: SQLite in WAL mode, one transaction per batch.
 *
 * A batch is written to the log at once, on the calling thread (microseconds), and is durable when the log has been
 * synchronised in the thread pool (`SharedSync`); only then `commit` resolves. Batches that arrive meanwhile are written
 * and share the next synchronisation. Reads may therefore see a batch shortly before it is durable; no promise of `Store`
 * depends on the opposite.
 *
 * - Q1 a batch is acknowledged only after a synchronisation of the log that began after its transaction (S1).
 * - Q2 a batch that fails is rolled back, and the store stays usable; after a failed synchronisation nothing is accepted
 *   any more, because nobody can tell what the disk has kept.
 * - Q3 the log is moved into the database between commits only (`Checkpoints`).
 * - Q4 a store from which an acknowledged batch has vanished is refused (`Acknowledged`).
 *
 * Guarded by `store-suite.ts`, `crash.test.ts`, `disk-failures.test.ts` and `refusals.test.ts`, Q4 by
 * `embedded-host/test/reliability/damage.test.ts`.
 */
import { join } from 'node:path';
import { pageOf } from './paging';
import { Acknowledged } from './sqlite/acknowledged';
import { BatchCounter } from './sqlite/batch-counter';
import { Checkpoints } from './sqlite/checkpoints';
import { openDatabase } from './sqlite/open-database';
import { SharedSync } from './sqlite/shared-sync';
import { storeErrorFrom } from './sqlite/sqlite-error';
import type { Database } from './sqlite/sqlite-module';
import { Tables } from './sqlite/tables';
import { inTransaction } from './sqlite/transaction';
import { type Synchronise, WriteAheadLog } from './sqlite/write-ahead-log';
import { StoreError } from './store-error';
import type {
  Commit,
  EntityQuery,
  EntityRow,
  InstanceQuery,
  InstanceRow,
  Page,
  Recovery,
  Store,
  StoredMessage,
} from './store';

export interface SqliteStoreOptions {
  readonly synchronise?: Synchronise;
}

/** Opens the store in `folder`, creating both if needed. Throws a `StoreError` whose message says what to do. */
export function openSqliteStore(folder: string, options: SqliteStoreOptions = {}): SqliteStore {
  const path = join(folder, 'store.sqlite');
  const database = openDatabase(path);
  try {
    return new SqliteStore(path, database, new WriteAheadLog(path, options.synchronise));
  } catch (error) {
    database.close();
    throw storeErrorFrom(error, path);
  }
}

export class SqliteStore implements Store {
  readonly #path: string;
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #log: WriteAheadLog;
  readonly #batches: BatchCounter;
  readonly #acknowledged: Acknowledged;
  readonly #sync: SharedSync;
  readonly #checkpoints: Checkpoints;
  #refusal: StoreError | undefined;

  constructor(path: string, database: Database, log: WriteAheadLog) {
    this.#path = path;
    this.#database = database;
    this.#tables = new Tables(database);
    this.#log = log;
    this.#batches = new BatchCounter(database);
    this.#acknowledged = new Acknowledged(path);
    this.#sync = new SharedSync(() => log.synchronise());
    this.#checkpoints = new Checkpoints(() => {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    });
  }

  async commit(batch: readonly Commit[]): Promise<void> {
    if (this.#refusal !== undefined) throw this.#refusal;
    const number = this.#write(batch);
    try {
      await this.#sync.request();
    } catch (error) {
      throw this.#fail(error);
    }
    this.#acknowledged.note(number);
  }

  recover(): Recovery {
    return this.#read((tables) => ({
      lastKey: Math.max(tables.instances.lastKey(), tables.entities.lastKey()),
      lastMessageId: tables.messages.lastId(),
      ...tables.instances.unfinished(),
      inboxes: tables.messages.earliest(),
    }));
  }

  instance(key: number): InstanceRow | undefined {
    return this.#read((tables) => tables.instances.get(key));
  }

  instanceById(id: string): InstanceRow | undefined {
    return this.#read((tables) => tables.instances.byId(id));
  }

  instances(query: InstanceQuery): Page<InstanceRow> {
    return this.#read((tables) => pageOf(tables.instances.select(query, query.limit + 1), query.limit));
  }

  journal(key: number): readonly string[] {
    return this.#read((tables) => tables.journal.lines(key));
  }

  entity(key: number): EntityRow | undefined {
    return this.#read((tables) => tables.entities.get(key));
  }

  entityById(id: string): EntityRow | undefined {
    return this.#read((tables) => tables.entities.byId(id));
  }

  entities(query: EntityQuery): Page<EntityRow> {
    return this.#read((tables) => pageOf(tables.entities.select(query, query.limit + 1), query.limit));
  }

  inbox(key: number): readonly StoredMessage[] {
    return this.#read((tables) => tables.messages.of(key));
  }

  async close(): Promise<void> {
    if (this.#refusal?.code === 'closed') return;
    this.#refusal = new StoreError('closed', `The store "${this.#path}" is closed and accepts nothing any more.`);
    this.#checkpoints.stop();
    await this.#sync.settled();
    this.#release();
  }

  #release(): void {
    this.#log.close();
    this.#acknowledged.close();
    this.#database.close();
  }

  /** Returns the number of the batch. */
  #write(batch: readonly Commit[]): number {
    try {
      inTransaction(this.#database, () => {
        for (const commit of batch) this.#tables.apply(commit);
        this.#batches.writeNext();
      });
    } catch (error) {
      throw storeErrorFrom(error, this.#path);
    }
    this.#checkpoints.wrote(batch);
    return this.#batches.committed();
  }

  #read<Result>(query: (tables: Tables) => Result): Result {
    try {
      return query(this.#tables);
    } catch (error) {
      throw storeErrorFrom(error, this.#path);
    }
  }

  /** Q2. The first reason stays the answer to everything that follows. */
  #fail(cause: unknown): StoreError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const failure = new StoreError(
      'failed',
      `The store "${this.#path}" could not be synchronised with the disk (${reason}): restart the host when the disk is well.`,
      { cause },
    );
    this.#refusal ??= failure;
    return failure;
  }
}
