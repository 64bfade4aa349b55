import type { Commit } from '../store';
import { EntityTable } from './entity-table';
import { InstanceTable } from './instance-table';
import { JournalTable } from './journal-table';
import { MessageTable } from './message-table';
import type { Database } from './sqlite-module';

/** All tables of the store, and how a commit changes them. */
export class Tables {
  readonly instances: InstanceTable;
  readonly entities: EntityTable;
  readonly journal: JournalTable;
  readonly messages: MessageTable;

  constructor(database: Database) {
    this.instances = new InstanceTable(database);
    this.entities = new EntityTable(database);
    this.journal = new JournalTable(database);
    this.messages = new MessageTable(database);
  }

  /** In the order in which the fields stand in `Commit`. */
  apply(commit: Commit): void {
    for (const key of commit.truncate ?? []) this.journal.delete(key);
    for (const key of commit.purge ?? []) this.#purge(key);
    if (commit.instance !== undefined) this.instances.save(commit.instance);
    if (commit.journal !== undefined) this.journal.append(commit.journal);
    if (commit.entity !== undefined) this.entities.put(commit.entity);
    for (const id of commit.take ?? []) this.messages.take(id);
    for (const message of commit.send ?? []) this.messages.send(message);
    for (const row of commit.createInstances ?? []) this.instances.put(row);
    for (const row of commit.createEntities ?? []) this.entities.put(row);
  }

  #purge(key: number): void {
    this.instances.delete(key);
    this.entities.delete(key);
    this.journal.delete(key);
    this.messages.deleteAll(key);
  }
}
