import type { Recovery, StoredMessage } from '../store';
import { number, type SqlRow, text } from './columns';
import type { Database, StatementSync } from './sqlite-module';

export class MessageTable {
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteAll: StatementSync;
  readonly #of: StatementSync;
  readonly #lastId: StatementSync;
  readonly #earliest: StatementSync;

  constructor(database: Database) {
    this.#insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM messages WHERE id = ?');
    this.#deleteAll = database.prepare('DELETE FROM messages WHERE recipient = ?');
    this.#of = database.prepare('SELECT * FROM messages WHERE recipient = ? ORDER BY id');
    this.#lastId = database.prepare('SELECT coalesce(max(id), 0) AS last FROM messages');
    this.#earliest = database.prepare(
      'SELECT recipient, min(visible_at) AS visible_at FROM messages GROUP BY recipient ORDER BY recipient',
    );
  }

  send({ id, to, visibleAt, body }: StoredMessage): void {
    this.#insert.run(id, to, visibleAt, body);
  }

  take(id: number): void {
    this.#delete.run(id);
  }

  deleteAll(recipient: number): void {
    this.#deleteAll.run(recipient);
  }

  of(recipient: number): readonly StoredMessage[] {
    return this.#of.all(recipient).map(messageFrom);
  }

  lastId(): number {
    return number(this.#lastId.get() ?? {}, 'last');
  }

  earliest(): Recovery['inboxes'] {
    return this.#earliest.all().map((row) => ({ key: number(row, 'recipient'), visibleAt: number(row, 'visible_at') }));
  }
}

function messageFrom(row: SqlRow): StoredMessage {
  return {
    id: number(row, 'id'),
    to: number(row, 'recipient'),
    visibleAt: number(row, 'visible_at'),
    body: text(row, 'body'),
  };
}
