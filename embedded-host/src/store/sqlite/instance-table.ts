import { afterPrefix } from '../binary-order';
import { RUNTIME_STATUSES } from '../runtime-status';
import type { InstanceQuery, InstanceRow, Recovery, RuntimeStatus } from '../store';
import { StoreError } from '../store-error';
import { flag, number, numberOrNull, type SqlRow, text, textOrNull } from './columns';
import type { Database, SQLOutputValue, StatementSync } from './sqlite-module';

const SELECT = 'SELECT instances.*, inputs.input FROM instances LEFT JOIN inputs USING (key)';
/** The literal lets SQLite use the partial index of the same condition. */
const UNFINISHED = 'instances.status < 3';

export class InstanceTable {
  readonly #update: StatementSync;
  readonly #put: StatementSync;
  readonly #putInput: StatementSync;
  readonly #deleteInput: StatementSync;
  readonly #delete: StatementSync;
  readonly #byKey: StatementSync;
  readonly #byId: StatementSync;
  readonly #page: StatementSync;
  readonly #pageOfUnfinished: StatementSync;
  readonly #lastKey: StatementSync;
  readonly #unfinished: StatementSync;

  constructor(database: Database) {
    this.#update = database.prepare(
      `UPDATE instances SET status = ?, updated_at = ?, output = ?, custom_status = ?, due_at = ?, has_open_activities = ?
       WHERE key = ? AND execution_id = ?`,
    );
    this.#put = database.prepare(
      `INSERT INTO instances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET id = excluded.id, name = excluded.name, version = excluded.version,
         execution_id = excluded.execution_id, status = excluded.status, created_at = excluded.created_at,
         updated_at = excluded.updated_at, output = excluded.output, custom_status = excluded.custom_status,
         parent = excluded.parent, due_at = excluded.due_at, has_open_activities = excluded.has_open_activities,
         trace = excluded.trace`,
    );
    this.#putInput = database.prepare('INSERT OR REPLACE INTO inputs VALUES (?, ?)');
    this.#deleteInput = database.prepare('DELETE FROM inputs WHERE key = ?');
    this.#delete = database.prepare('DELETE FROM instances WHERE key = ?');
    this.#byKey = database.prepare(`${SELECT} WHERE key = ?`);
    this.#byId = database.prepare(`${SELECT} WHERE id = ?`);
    this.#page = database.prepare(page('instances'));
    this.#pageOfUnfinished = database.prepare(page('instances INDEXED BY unfinished', `AND ${UNFINISHED}`));
    this.#lastKey = database.prepare('SELECT coalesce(max(key), 0) AS last FROM instances');
    this.#unfinished = database.prepare(
      `SELECT key, due_at, has_open_activities FROM instances INDEXED BY unfinished WHERE ${UNFINISHED} ORDER BY key`,
    );
  }

  /** S5: within an execution only these columns change, so the rest, the input above all, is not written again. */
  save(row: InstanceRow): void {
    const { key, executionId, updatedAt, output, customStatus, dueAt } = row;
    const activities = Number(row.hasOpenActivities);
    const status = RUNTIME_STATUSES.indexOf(row.status);
    const known = this.#update.run(status, updatedAt, output, customStatus, dueAt, activities, key, executionId);
    if (known.changes === 0) this.put(row);
  }

  /** Writes the whole row: for a new instance, or a new execution of one. */
  put(row: InstanceRow): void {
    const status = RUNTIME_STATUSES.indexOf(row.status);
    this.#put.run(
      row.key,
      row.id,
      row.name,
      row.version,
      row.executionId,
      status,
      row.createdAt,
      row.updatedAt,
      row.output,
      row.customStatus,
      row.parent,
      row.dueAt,
      Number(row.hasOpenActivities),
      row.trace ?? null,
    );
    if (row.input === null) this.#deleteInput.run(row.key);
    else this.#putInput.run(row.key, row.input);
  }

  delete(key: number): void {
    this.#delete.run(key);
    this.#deleteInput.run(key);
  }

  get(key: number): InstanceRow | undefined {
    return optional(this.#byKey.get(key));
  }

  byId(id: string): InstanceRow | undefined {
    return optional(this.#byId.get(id));
  }

  select(query: InstanceQuery, limit: number): InstanceRow[] {
    const statuses = statusMask(query.statuses);
    const prefix = query.idPrefix ?? '';
    const statement = (statuses & FINISHED_MASK) === 0 ? this.#pageOfUnfinished : this.#page;
    const rows = statement.all({
      after: query.after ?? null,
      from: prefix,
      before: afterPrefix(prefix) ?? null,
      statuses,
      createdFrom: query.createdFrom ?? -Infinity,
      createdTo: query.createdTo ?? Infinity,
      limit,
    });
    return rows.map(instanceFrom);
  }

  lastKey(): number {
    return number(this.#lastKey.get() ?? {}, 'last');
  }

  unfinished(): Pick<Recovery, 'unfinished' | 'busyInstances' | 'timers'> {
    let unfinished = 0;
    const busyInstances: number[] = [];
    const timers: { key: number; dueAt: number }[] = [];
    for (const row of this.#unfinished.iterate()) {
      const key = number(row, 'key');
      const dueAt = numberOrNull(row, 'due_at');
      unfinished += 1;
      if (flag(row, 'has_open_activities')) busyInstances.push(key);
      if (dueAt !== null) timers.push({ key, dueAt });
    }
    return { unfinished, busyInstances, timers };
  }
}

function page(table: string, condition = ''): string {
  return `SELECT instances.*, inputs.input FROM ${table} LEFT JOIN inputs USING (key)
    WHERE id >= :from AND (:after IS NULL OR id > :after) AND (:before IS NULL OR id < :before) ${condition}
      AND (:statuses >> status) & 1 AND created_at BETWEEN :createdFrom AND :createdTo
    ORDER BY id LIMIT :limit`;
}

const FINISHED_MASK = statusMask(['Completed', 'Failed', 'Terminated']);

function statusMask(statuses: readonly RuntimeStatus[] = RUNTIME_STATUSES): number {
  return statuses.reduce((mask, status) => mask | (1 << RUNTIME_STATUSES.indexOf(status)), 0);
}

function optional(row: Record<string, SQLOutputValue> | undefined): InstanceRow | undefined {
  return row === undefined ? undefined : instanceFrom(row);
}

function instanceFrom(row: SqlRow): InstanceRow {
  const trace = textOrNull(row, 'trace');
  return {
    key: number(row, 'key'),
    id: text(row, 'id'),
    name: text(row, 'name'),
    version: textOrNull(row, 'version'),
    executionId: text(row, 'execution_id'),
    status: statusFrom(number(row, 'status')),
    createdAt: number(row, 'created_at'),
    updatedAt: number(row, 'updated_at'),
    input: textOrNull(row, 'input'),
    output: textOrNull(row, 'output'),
    customStatus: textOrNull(row, 'custom_status'),
    parent: textOrNull(row, 'parent'),
    dueAt: numberOrNull(row, 'due_at'),
    hasOpenActivities: flag(row, 'has_open_activities'),
    ...(trace !== null && { trace }),
  };
}

function statusFrom(position: number): RuntimeStatus {
  const status = RUNTIME_STATUSES[position];
  if (status === undefined) throw new StoreError('damaged', `The store is damaged: ${position} is no runtime status.`);
  return status;
}
