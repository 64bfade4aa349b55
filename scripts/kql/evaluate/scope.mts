import type { Row, Value } from './values.mts';

/** What names of a query stand for, besides the columns of a row. */
export interface Scope {
  readonly now: Date;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  /** What `let` has named. */
  readonly scalars: Readonly<Record<string, Value>>;
}

/** The interpreter knows what the queries of this repository use; anything else it refuses, by name. */
export class NotKnown extends Error {
  constructor(what: string) {
    super(`The interpreter of this repository does not know ${what}.`);
  }
}
