import { StoreError } from '../store-error';
import type { SQLOutputValue } from './sqlite-module';

/**
 * Typed reading of a row's columns: the store's door for data that may be damaged. By hand and not by schema because
 * every read of the engine comes through here.
 */
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

export function text(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw damagedColumn(column, 'text');
  return value;
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function number(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw damagedColumn(column, 'a number');
  return value;
}

export function numberOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

export function flag(row: SqlRow, column: string): boolean {
  return number(row, column) !== 0;
}

function damagedColumn(column: string, expected: string): StoreError {
  return new StoreError('damaged', `The store is damaged: a row has no ${expected} in its column "${column}".`);
}
