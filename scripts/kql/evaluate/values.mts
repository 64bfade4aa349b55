/** What an expression of Kusto can be worth here. Null stands for a missing value of any type. */
export type Value = null | boolean | number | string | Date | Timespan | Dynamic;
export type Row = Readonly<Record<string, Value>>;

/** A value of JSON: the properties of an item, or a set. */
export type Dynamic = readonly Value[] | { readonly [key: string]: Value };

export class Timespan {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** As a literal (`5m`) or as a text (`1.00:30:00`). */
export function timespanOf(text: string): Timespan | null {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|[smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Timespan(Number(amount) * (unitsMs[unit] ?? 0));
  const clock = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (clock === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part || 0));
  return new Timespan(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000);
}

export function textOf(value: Value): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Timespan) return `${value.ms / 1_000}s`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Dates and lengths of time count as milliseconds; what is no number is null. */
export function numberOf(value: Value): number | null {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Timespan) return value.ms;
  if (typeof value === 'boolean') return Number(value);
  if (value === null || value === '' || typeof value === 'object') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** Null comes first, as Kusto sorts ascending. */
export function compare(a: Value, b: Value): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null) || 0;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return (numberOf(a) ?? 0) - (numberOf(b) ?? 0);
}

/** Equal keys are equal values: for groups, sets and joins. */
export const keyOf = (values: readonly Value[]): string => JSON.stringify(values);
