import type { JournalEntry } from '../store';
import { StoreError } from '../store-error';
import { number, text } from './columns';
import type { Database, StatementSync } from './sqlite-module';

export class JournalTable {
  readonly #append: StatementSync;
  readonly #delete: StatementSync;
  readonly #lines: StatementSync;

  constructor(database: Database) {
    // S6: a turn that is there already breaks the index; one without a predecessor becomes NULL, which the column refuses.
    this.#append = database.prepare(
      `INSERT INTO journal (key, turn, record) VALUES (?1, ?2,
         iif(?2 = 0 OR EXISTS (SELECT 1 FROM journal WHERE key = ?1 AND turn = ?2 - 1), ?3, NULL))`,
    );
    this.#delete = database.prepare('DELETE FROM journal WHERE key = ?');
    this.#lines = database.prepare('SELECT turn, record FROM journal WHERE key = ? ORDER BY turn');
  }

  append({ key, turn, record }: JournalEntry): void {
    this.#append.run(key, turn, record);
  }

  delete(key: number): void {
    this.#delete.run(key);
  }

  lines(key: number): readonly string[] {
    return this.#lines.all(key).map((row, turn) => {
      if (number(row, 'turn') === turn) return text(row, 'record');
      throw new StoreError('damaged', `The store is damaged: turn ${turn} of instance ${key} is missing.`);
    });
  }
}
