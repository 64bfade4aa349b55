/**
 * The store port: what the engine keeps, in two forms (`MemoryStore`, `SqliteStore`) that pass one suite.
 *
 * - S1 `commit` applies a batch completely or not at all, and resolves only when it is durable.
 * - S2 commits become visible to reads in the order in which they were made.
 * - S3 reads are synchronous and see every commit that has resolved.
 * - S4 keys (instances and entities share one sequence) and message ids are given out by the engine, ascending.
 * - S5 key and id of a row belong together for good; an instance's `name`, `version`, `parent`, `trace`, `createdAt` and
 *   `input` change only together with its `executionId`. (So a turn never writes a large input again.)
 * - S6 journal lines of an instance are appended in order of their turns, without gaps; anything else is a conflict.
 *
 * Guarded by `embedded-host/test/store/store-suite.ts`, which runs on each form, and `crash.test.ts` (S1 under SIGKILL).
 */

/** Runtime status of an orchestration instance, spelt as in the management API of Durable Functions. */
export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated';

/** One orchestration instance. Times are milliseconds since the epoch; payloads are JSON text, null where absent. */
export interface InstanceRow {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly executionId: string;
  readonly status: RuntimeStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: string | null;
  /** JSON text of the engine's parent link for a sub-orchestration, null for a root. */
  readonly parent: string | null;
  /** JSON text of the engine's link to the trace that it belongs to; absent for one that is not traced. */
  readonly trace?: string;
  /** When the earliest open durable timer is due; lets a restart arm timers without reading histories. */
  readonly dueAt: number | null;
  /** True while activities are scheduled and unanswered: a restart must dispatch them again. */
  readonly hasOpenActivities: boolean;
}

/** One durable entity. `state` is JSON text; `exists` is false before its first `setState` and after `destructOnExit`. */
export interface EntityRow {
  readonly key: number;
  /** `@name@key`, the name in lower case. */
  readonly id: string;
  readonly name: string;
  readonly entityKey: string;
  readonly exists: boolean;
  readonly state: string | null;
  readonly lastOperationAt: number;
  /** Instance id of the orchestration that holds the lock, null when unlocked. */
  readonly lockedBy: string | null;
}

/** A message waiting durably in the inbox of an instance or an entity. */
export interface StoredMessage {
  readonly id: number;
  /** Key of the instance or entity it is for. */
  readonly to: number;
  /** Not to be handed over before this time (scheduled signals); 0 = at once. */
  readonly visibleAt: number;
  /** JSON text, written and read by the engine only. */
  readonly body: string;
}

/** A turn's line in the journal of an instance: JSON text of what happened, in the engine's own form. */
export interface JournalEntry {
  readonly key: number;
  /** 0, 1, 2, … within the current execution of the instance. */
  readonly turn: number;
  readonly record: string;
}

/**
 * What one step of the engine changes; applied atomically together with the other commits of its batch,
 * field by field in the order in which they stand here.
 */
export interface Commit {
  /** Journal lines of these instances are dropped (continue-as-new, replaced instance, rewind). */
  readonly truncate?: readonly number[];
  /** Rows, journals and messages of these keys (instances or entities) are removed. */
  readonly purge?: readonly number[];
  /** Inserted, or replaces the row with the same key. */
  readonly instance?: InstanceRow;
  readonly journal?: JournalEntry;
  readonly entity?: EntityRow;
  /** Messages that were consumed. */
  readonly take?: readonly number[];
  readonly send?: readonly StoredMessage[];
  /** Further rows created by the same step (sub-orchestrations, entities that are addressed for the first time). */
  readonly createInstances?: readonly InstanceRow[];
  readonly createEntities?: readonly EntityRow[];
}

export interface InstanceQuery {
  readonly statuses?: readonly RuntimeStatus[];
  readonly createdFrom?: number;
  readonly createdTo?: number;
  readonly idPrefix?: string;
  readonly limit: number;
  /** Continue after this page: the `next` of the previous one. */
  readonly after?: string;
}

export interface EntityQuery {
  /** Lower-case entity name. */
  readonly name?: string;
  readonly lastOperationFrom?: number;
  readonly lastOperationTo?: number;
  readonly limit: number;
  readonly after?: string;
}

/** A page of rows; `next` is absent on the last page. Order: by id, binary. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** What a restarted engine has to look at, without reading any history. */
export interface Recovery {
  /** Highest instance or entity key in use, 0 in an empty store. */
  readonly lastKey: number;
  /** Highest message id ever in use as far as known, 0 in an empty store. */
  readonly lastMessageId: number;
  /** How many instances have not ended. */
  readonly unfinished: number;
  /** Unfinished instances with open activities, oldest first. */
  readonly busyInstances: readonly number[];
  /** Unfinished instances with a timer, with the time it is due. */
  readonly timers: readonly { readonly key: number; readonly dueAt: number }[];
  /** Keys with waiting messages, with the earliest time at which one is visible. */
  readonly inboxes: readonly { readonly key: number; readonly visibleAt: number }[];
}

export interface Store {
  /** Applies the commits in order, all or nothing. Rejects with a `StoreError` if they could not be made durable. */
  commit(batch: readonly Commit[]): Promise<void>;
  recover(): Recovery;

  instance(key: number): InstanceRow | undefined;
  instanceById(id: string): InstanceRow | undefined;
  instances(query: InstanceQuery): Page<InstanceRow>;
  /** Journal lines in order of `turn`. */
  journal(key: number): readonly string[];

  entity(key: number): EntityRow | undefined;
  entityById(id: string): EntityRow | undefined;
  entities(query: EntityQuery): Page<EntityRow>;

  /** Messages for a key in order of their ids, also those not yet visible. */
  inbox(key: number): readonly StoredMessage[];

  /** Waits for commits under way, then releases every resource. */
  close(): Promise<void>;
}
