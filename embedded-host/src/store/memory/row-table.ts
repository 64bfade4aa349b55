import { compareBinary } from '../binary-order';
import { StoreError } from '../store-error';
import type { UndoLog } from './undo-log';

interface Row {
  readonly key: number;
  readonly id: string;
}

/** Rows by key and by id; both are unique. */
export class RowTable<Stored extends Row> {
  readonly #rows = new Map<number, Stored>();
  readonly #keys = new Map<string, number>();
  #sorted: readonly string[] | undefined;

  get(key: number): Stored | undefined {
    return this.#rows.get(key);
  }

  byId(id: string): Stored | undefined {
    const key = this.#keys.get(id);
    return key === undefined ? undefined : this.#rows.get(key);
  }

  put(row: Stored, undo: UndoLog): void {
    const holder = this.#keys.get(row.id);
    if (holder !== undefined && holder !== row.key) {
      throw new StoreError(
        'conflict',
        `"${row.id}" is stored under key ${holder} and cannot also have key ${row.key}.`,
      );
    }
    if (holder === undefined) this.#link(row, undo);
    undo.set(this.#rows, row.key, row);
  }

  remove(key: number, undo: UndoLog): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#sorted = undefined;
    undo.delete(this.#keys, row.id);
    undo.delete(this.#rows, key);
  }

  all(): Iterable<Stored> {
    return this.#rows.values();
  }

  lastKey(): number {
    let last = 0;
    for (const key of this.#rows.keys()) last = Math.max(last, key);
    return last;
  }

  /** The first `limit` rows behind `after` that match, in order of their ids. */
  select(matches: (row: Stored) => boolean, limit: number, after: string | undefined): Stored[] {
    const found: Stored[] = [];
    for (const id of this.#sortedIds()) {
      if (found.length === limit) break;
      if (after !== undefined && compareBinary(id, after) <= 0) continue;
      const row = this.byId(id);
      if (row !== undefined && matches(row)) found.push(row);
    }
    return found;
  }

  #link(row: Stored, undo: UndoLog): void {
    const replaced = this.#rows.get(row.key);
    if (replaced !== undefined) undo.delete(this.#keys, replaced.id);
    this.#sorted = undefined;
    undo.set(this.#keys, row.id, row.key);
  }

  /** Every change drops the order, and nobody reads within a batch: so it is never older than the rows, also after an undo. */
  #sortedIds(): readonly string[] {
    this.#sorted ??= [...this.#keys.keys()].sort(compareBinary);
    return this.#sorted;
  }
}
