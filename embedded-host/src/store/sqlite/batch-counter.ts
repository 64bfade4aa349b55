import { number } from './columns';
import type { Database, StatementSync } from './sqlite-module';

/** Numbers the batches from 1, within their transactions. */
export class BatchCounter {
  readonly #write: StatementSync;
  #count: number;

  constructor(database: Database) {
    this.#write = database.prepare('UPDATE batches SET count = ? WHERE id = 1');
    this.#count = batchesIn(database);
  }

  /** Runs as the last step of a transaction; `committed` confirms it. */
  writeNext(): void {
    this.#write.run(this.#count + 1);
  }

  committed(): number {
    return ++this.#count;
  }
}

export function batchesIn(database: Database): number {
  return number(database.prepare('SELECT count FROM batches').get() ?? {}, 'count');
}
