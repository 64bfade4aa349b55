/**
 * The store that forgets: for tests and `--storage memory`. Keeps the promises S1 to S5 of the port within one process.
 */
import { entityMatches, instanceMatches } from './matches';
import { Inboxes } from './memory/inboxes';
import { RowTable } from './memory/row-table';
import { UndoLog } from './memory/undo-log';
import { pageOf } from './paging';
import { isFinished } from './runtime-status';
import { StoreError } from './store-error';
import type {
  Commit,
  EntityQuery,
  EntityRow,
  InstanceQuery,
  InstanceRow,
  JournalEntry,
  Page,
  Recovery,
  Store,
  StoredMessage,
} from './store';

export class MemoryStore implements Store {
  readonly #instances = new RowTable<InstanceRow>();
  readonly #entities = new RowTable<EntityRow>();
  readonly #journals = new Map<number, string[]>();
  readonly #inboxes = new Inboxes();
  #isClosed = false;

  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous: what throws here must reject
  async commit(batch: readonly Commit[]): Promise<void> {
    if (this.#isClosed) throw new StoreError('closed', 'The store is closed and accepts nothing any more.');
    const undo = new UndoLog();
    try {
      for (const commit of batch) this.#apply(commit, undo);
    } catch (error) {
      undo.revert();
      throw error;
    }
  }

  recover(): Recovery {
    const unfinished = [...this.#instances.all()].filter((row) => !isFinished(row.status));
    unfinished.sort((left, right) => left.key - right.key);
    return {
      lastKey: Math.max(this.#instances.lastKey(), this.#entities.lastKey()),
      lastMessageId: this.#inboxes.lastId(),
      unfinished: unfinished.length,
      busyInstances: unfinished.filter((row) => row.hasOpenActivities).map((row) => row.key),
      timers: unfinished.flatMap(({ key, dueAt }) => (dueAt === null ? [] : [{ key, dueAt }])),
      inboxes: this.#inboxes.earliest(),
    };
  }

  instance(key: number): InstanceRow | undefined {
    return this.#instances.get(key);
  }

  instanceById(id: string): InstanceRow | undefined {
    return this.#instances.byId(id);
  }

  instances(query: InstanceQuery): Page<InstanceRow> {
    return pageOf(this.#instances.select(instanceMatches(query), query.limit + 1, query.after), query.limit);
  }

  journal(key: number): readonly string[] {
    return [...(this.#journals.get(key) ?? [])];
  }

  entity(key: number): EntityRow | undefined {
    return this.#entities.get(key);
  }

  entityById(id: string): EntityRow | undefined {
    return this.#entities.byId(id);
  }

  entities(query: EntityQuery): Page<EntityRow> {
    return pageOf(this.#entities.select(entityMatches(query), query.limit + 1, query.after), query.limit);
  }

  inbox(key: number): readonly StoredMessage[] {
    return this.#inboxes.of(key);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  /** In the order in which the fields stand in `Commit`. */
  #apply(commit: Commit, undo: UndoLog): void {
    for (const key of commit.truncate ?? []) undo.delete(this.#journals, key);
    for (const key of commit.purge ?? []) this.#purge(key, undo);
    if (commit.instance !== undefined) this.#instances.put(commit.instance, undo);
    if (commit.journal !== undefined) this.#append(commit.journal, undo);
    if (commit.entity !== undefined) this.#entities.put(commit.entity, undo);
    for (const id of commit.take ?? []) this.#inboxes.take(id, undo);
    for (const message of commit.send ?? []) this.#inboxes.send(message, undo);
    for (const row of commit.createInstances ?? []) this.#instances.put(row, undo);
    for (const row of commit.createEntities ?? []) this.#entities.put(row, undo);
  }

  #purge(key: number, undo: UndoLog): void {
    this.#instances.remove(key, undo);
    this.#entities.remove(key, undo);
    undo.delete(this.#journals, key);
    this.#inboxes.removeAll(key, undo);
  }

  #append({ key, turn, record }: JournalEntry, undo: UndoLog): void {
    const journal = this.#journals.get(key);
    if (turn !== (journal?.length ?? 0)) {
      throw new StoreError(
        'conflict',
        `Instance ${key} has ${journal?.length ?? 0} turns and cannot go on with ${turn}.`,
      );
    }
    if (journal === undefined) undo.set(this.#journals, key, [record]);
    else undo.push(journal, record);
  }
}
