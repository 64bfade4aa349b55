/**
 * What a stand-in remembers, in a database file of its own, so that it behaves like a service that outlives this app.
 *
 * R1 an effect and its answer are written in one transaction: both are there, or neither.
 * R2 a key has one effect: asked again with the same request, the recorded answer is given; with another, an error.
 * R3 counters of test faults are kept with them, so that a restart does not start them anew.
 * R4 what is removed is overwritten in the file: a stand-in that erases a customer leaves no trace to be found there.
 *
 * `synchronous = NORMAL` lets every commit survive the death of this process, though not a power cut: enough for a
 * stand-in, and it saves one disk flush for each effect.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../shared/errors';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS effects (
    idempotency_key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entries (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (collection, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counters (
    idempotency_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (idempotency_key, kind)
  ) STRICT, WITHOUT ROWID;
`;

export interface Effect {
  readonly idempotencyKey: string;
  /** The activity. */
  readonly operation: string;
  readonly request: unknown;
}

export class Records {
  readonly #file: { readonly folder: string; readonly service: string };
  readonly #statements = new Map<string, StatementSync>();
  #database: DatabaseSync | undefined;
  /** At first, because the process before this one may have died between removing and overwriting. */
  #hasRemoved = true;

  constructor(file: { readonly folder: string; readonly service: string }) {
    this.#file = file;
  }

  /** Does `work` and records its answer, unless the key has one: then gives that. An answer is JSON. */
  once(effect: Effect, work: () => unknown): unknown {
    const fingerprint = fingerprintOf(effect);
    return this.#transaction(() => {
      const known = this.#row(
        'SELECT fingerprint, answer FROM effects WHERE idempotency_key = ?',
        effect.idempotencyKey,
      );
      if (known) return recordedAnswer(known, fingerprint, effect);
      const answer = work();
      this.#run(
        'INSERT INTO effects (idempotency_key, fingerprint, answer, created_at) VALUES (?, ?, ?, ?)',
        ...[effect.idempotencyKey, fingerprint, JSON.stringify(answer), new Date().toISOString()],
      );
      return answer;
    });
  }

  /** Counts one more and says true, until `limit` have been counted for the key. */
  countUpTo(limit: number, idempotencyKey: string, kind: string): boolean {
    if (limit === 0) return false;
    return this.#transaction(() => {
      const row = this.#row('SELECT count FROM counters WHERE idempotency_key = ? AND kind = ?', idempotencyKey, kind);
      const count = Number(row?.['count'] ?? 0);
      if (count >= limit) return false;
      this.#run(
        'INSERT OR REPLACE INTO counters (idempotency_key, kind, count) VALUES (?, ?, ?)',
        idempotencyKey,
        kind,
        count + 1,
      );
      return true;
    });
  }

  read(collection: string, id: string): unknown {
    const row = this.#row('SELECT body FROM entries WHERE collection = ? AND id = ?', collection, id);
    return row && JSON.parse(String(row['body']));
  }

  readAll(collection: string): readonly unknown[] {
    return this.readEntries(collection).map(([, body]) => body);
  }

  readEntries(collection: string): readonly (readonly [id: string, body: unknown])[] {
    const rows = this.#prepared('SELECT id, body FROM entries WHERE collection = ? ORDER BY id').all(collection);
    return rows.map((row) => [String(row['id']), JSON.parse(String(row['body']))]);
  }

  write(collection: string, id: string, body: unknown): void {
    this.#run(
      'INSERT OR REPLACE INTO entries (collection, id, body) VALUES (?, ?, ?)',
      collection,
      id,
      JSON.stringify(body),
    );
  }

  /** Gone from the file, too, and not only from what it is read as: see R4. */
  remove(collection: string, id: string): void {
    this.#run('DELETE FROM entries WHERE collection = ? AND id = ?', collection, id);
    this.#hasRemoved = true;
  }

  close(): void {
    this.#statements.clear();
    this.#database?.close();
    this.#database = undefined;
  }

  /** Immediate, because a second process may serve from the same file. */
  #transaction<Result>(work: () => Result): Result {
    const database = this.#open();
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      this.#forgetRemoved(database);
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The write-ahead log still has the pages as they were before. */
  #forgetRemoved(database: DatabaseSync): void {
    if (!this.#hasRemoved) return;
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#hasRemoved = false;
  }

  /** On first use: an app that is only loaded, or whose services are all real, leaves no files. */
  #open(): DatabaseSync {
    if (this.#database) return this.#database;
    const { folder, service } = this.#file;
    mkdirSync(folder, { recursive: true });
    this.#database = new DatabaseSync(join(folder, `${service}.sqlite`));
    this.#database.exec(SCHEMA);
    return this.#database;
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#open().prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #row(sql: string, ...values: readonly string[]) {
    return this.#prepared(sql).get(...values);
  }

  #run(sql: string, ...values: readonly (string | number)[]): void {
    this.#prepared(sql).run(...values);
  }
}

type Row = ReturnType<StatementSync['get']> & object;

function recordedAnswer(row: Row, fingerprint: string, { idempotencyKey, operation }: Effect): unknown {
  if (row['fingerprint'] !== fingerprint) {
    throw new AppError('service.keyReused', { detail: `${operation} was called with a used key: ${idempotencyKey}` });
  }
  return JSON.parse(String(row['answer']));
}

/** Requests were parsed by their contract, so equal ones have their fields in the same order. */
function fingerprintOf({ operation, request }: Effect): string {
  return createHash('sha256').update(operation).update('\n').update(JSON.stringify(request)).digest('base64url');
}
