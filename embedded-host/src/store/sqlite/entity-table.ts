import { afterPrefix } from '../binary-order';
import type { EntityQuery, EntityRow } from '../store';
import { flag, number, type SqlRow, text, textOrNull } from './columns';
import type { Database, SQLOutputValue, StatementSync } from './sqlite-module';

export class EntityTable {
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #byKey: StatementSync;
  readonly #byId: StatementSync;
  readonly #page: StatementSync;
  readonly #lastKey: StatementSync;

  constructor(database: Database) {
    this.#put = database.prepare(
      `INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET is_present = excluded.is_present, state = excluded.state,
         last_operation_at = excluded.last_operation_at, locked_by = excluded.locked_by`,
    );
    this.#delete = database.prepare('DELETE FROM entities WHERE key = ?');
    this.#byKey = database.prepare('SELECT * FROM entities WHERE key = ?');
    this.#byId = database.prepare('SELECT * FROM entities WHERE id = ?');
    this.#page = database.prepare(
      `SELECT * FROM entities
       WHERE id >= :from AND (:after IS NULL OR id > :after) AND (:before IS NULL OR id < :before)
         AND last_operation_at BETWEEN :operationFrom AND :operationTo
       ORDER BY id LIMIT :limit`,
    );
    this.#lastKey = database.prepare('SELECT coalesce(max(key), 0) AS last FROM entities');
  }

  put(row: EntityRow): void {
    const { key, id, name, entityKey, exists, state, lastOperationAt, lockedBy } = row;
    this.#put.run(key, id, name, entityKey, Number(exists), state, lastOperationAt, lockedBy);
  }

  delete(key: number): void {
    this.#delete.run(key);
  }

  get(key: number): EntityRow | undefined {
    return optional(this.#byKey.get(key));
  }

  byId(id: string): EntityRow | undefined {
    return optional(this.#byId.get(id));
  }

  /** An id is `@name@key`, so the entities of one name are the ids with that prefix. */
  select(query: EntityQuery, limit: number): EntityRow[] {
    const prefix = query.name === undefined ? '' : `@${query.name}@`;
    const rows = this.#page.all({
      after: query.after ?? null,
      from: prefix,
      before: afterPrefix(prefix) ?? null,
      operationFrom: query.lastOperationFrom ?? -Infinity,
      operationTo: query.lastOperationTo ?? Infinity,
      limit,
    });
    return rows.map(entityFrom);
  }

  lastKey(): number {
    return number(this.#lastKey.get() ?? {}, 'last');
  }
}

function optional(row: Record<string, SQLOutputValue> | undefined): EntityRow | undefined {
  return row === undefined ? undefined : entityFrom(row);
}

function entityFrom(row: SqlRow): EntityRow {
  return {
    key: number(row, 'key'),
    id: text(row, 'id'),
    name: text(row, 'name'),
    entityKey: text(row, 'entity_key'),
    exists: flag(row, 'is_present'),
    state: textOrNull(row, 'state'),
    lastOperationAt: number(row, 'last_operation_at'),
    lockedBy: textOrNull(row, 'locked_by'),
  };
}
