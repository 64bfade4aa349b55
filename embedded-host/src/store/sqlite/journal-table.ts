import type { JournalEntry } from '../store';
import { StoreError } from '../store-error';
import { number, text } from './columns';
import type { Database, StatementSync } from './sqlite-module';

/**
 * Key and turn in one integer: a row key that keeps the lines of an instance together and costs no second tree.
 * 2^20 turns of an execution and 2^33 keys stay exact in a JavaScript number.
 */
const TURNS = 2 ** 20;

export class JournalTable {
  readonly #append: StatementSync;
  readonly #delete: StatementSync;
  readonly #lines: StatementSync;

  constructor(database: Database) {
    // S6: a turn other than the first follows its predecessor, or nothing is inserted.
    this.#append = database.prepare(
      `INSERT INTO journal SELECT :position, :record
       WHERE :turn = 0 OR EXISTS (SELECT 1 FROM journal WHERE position = :position - 1)`,
    );
    this.#delete = database.prepare('DELETE FROM journal WHERE position BETWEEN ? AND ?');
    this.#lines = database.prepare(
      'SELECT position, record FROM journal WHERE position BETWEEN ? AND ? ORDER BY position',
    );
  }

  append({ key, turn, record }: JournalEntry): void {
    if (turn >= TURNS) throw new StoreError('conflict', `Instance ${key} has ${TURNS} turns: it must continue as new.`);
    const { changes } = this.#append.run({ position: key * TURNS + turn, turn, record });
    if (changes === 0)
      throw new StoreError('conflict', `Instance ${key} has no turn ${turn - 1} that ${turn} could follow.`);
  }

  delete(key: number): void {
    this.#delete.run(...range(key));
  }

  lines(key: number): readonly string[] {
    const [first, last] = range(key);
    return this.#lines.all(first, last).map((row, turn) => {
      if (number(row, 'position') === first + turn) return text(row, 'record');
      throw new StoreError('damaged', `The store is damaged: turn ${turn} of instance ${key} is missing.`);
    });
  }
}

function range(key: number): readonly [number, number] {
  return [key * TURNS, key * TURNS + TURNS - 1];
}
