/**
 * Finds the actor of an instance or entity, in memory or out of the store, and forgets parked ones.
 *
 * - R1 there is at most one actor for a key.
 * - R2 an actor that is loaded takes over its whole durable inbox; one in memory is handed each message as it comes.
 * - R3 only an actor whose state is in the store, every bit of it, is forgotten; a crashed one is loaded anew.
 *
 * Guarded by `embedded-host/test/engine/directory.test.ts` and the crash tests.
 */
import type { EntityRow, InstanceRow, StoredMessage } from '../store/store';
import type { Actor } from './dispatcher';
import type { Delivery } from './mailbox';
import type { OrchestratorMessage, StartMessage } from './messages';

export interface ResidentActor extends Actor {
  readonly id: string;
  receive(message: StoredMessage): void;
  /** Looks at the clock: timers or messages may be due. */
  ring(): void;
  /** Tells everyone who waits for it that it will not answer; the store still has what was durable. */
  abandon(reason: Error): void;
  /** True when nothing is lost by forgetting it. */
  isParked(): boolean;
  /** True when it will hardly be asked again. */
  isFinished(): boolean;
}

export interface InstanceResident extends ResidentActor {
  readonly row: InstanceRow;
  accept(delivery: Delivery<OrchestratorMessage>): void;
  redispatch(): void;
}

export interface EntityResident extends ResidentActor {
  readonly row: EntityRow;
  /** Forgets its state, as if it had never been. */
  reset(): Promise<void>;
}

export interface ActorFactory {
  loadInstance(row: InstanceRow): InstanceResident;
  loadEntity(row: EntityRow): EntityResident;
  beginInstance(key: number, id: string, start: StartMessage, replacesOlder: boolean): InstanceResident;
  beginEntity(key: number, id: string): EntityResident;
}

export interface RowSource {
  instance(key: number): InstanceRow | undefined;
  instanceById(id: string): InstanceRow | undefined;
  entity(key: number): EntityRow | undefined;
  entityById(id: string): EntityRow | undefined;
}

/** Parked actors kept in memory, so that an instance that goes on soon need not be loaded again. */
const KEPT = 256;

export class Directory {
  readonly #rows: RowSource;
  readonly #factory: ActorFactory;
  readonly #instances = new Map<number, InstanceResident>();
  readonly #entities = new Map<number, EntityResident>();
  readonly #keys = new Map<string, number>();
  /** Oldest first. */
  readonly #parked = new Set<ResidentActor>();

  constructor(rows: RowSource, factory: ActorFactory) {
    this.#rows = rows;
    this.#factory = factory;
  }

  instance(id: string): InstanceResident | undefined {
    const key = this.#keys.get(id);
    if (key !== undefined) return this.#instances.get(key);
    const row = this.#rows.instanceById(id);
    return row && this.#load(row, this.#instances, (each) => this.#factory.loadInstance(each));
  }

  /** Without looking into the store. */
  inMemory(id: string): InstanceResident | undefined {
    const key = this.#keys.get(id);
    return key === undefined ? undefined : this.#instances.get(key);
  }

  entity(id: string): EntityResident | undefined {
    const key = this.#keys.get(id);
    if (key !== undefined) return this.#entities.get(key);
    const row = this.#rows.entityById(id);
    return row && this.#load(row, this.#entities, (each) => this.#factory.loadEntity(each));
  }

  /** Takes in an instance whose row is committed with its first turn, or by the parent that starts it. */
  beginInstance(key: number, id: string, start: StartMessage, replacesOlder: boolean): InstanceResident {
    return this.#add(this.#factory.beginInstance(key, id, start, replacesOlder), this.#instances);
  }

  /** Takes in an entity whose row is committed by its first sender. */
  beginEntity(key: number, id: string): EntityResident {
    return this.#add(this.#factory.beginEntity(key, id), this.#entities);
  }

  receive(message: StoredMessage): void {
    const resident = this.#instances.get(message.to) ?? this.#entities.get(message.to);
    if (resident) resident.receive(message);
    // Loading an actor also loads its inbox, in which the message already is.
    else this.byKey(message.to)?.ring();
  }

  byKey(key: number): InstanceResident | EntityResident | undefined {
    const resident = this.#instances.get(key) ?? this.#entities.get(key);
    if (resident) return resident;
    const instance = this.#rows.instance(key);
    if (instance) return this.#load(instance, this.#instances, (each) => this.#factory.loadInstance(each));
    const entity = this.#rows.entity(key);
    return entity && this.#load(entity, this.#entities, (each) => this.#factory.loadEntity(each));
  }

  /** Called when an actor has nothing left to do for now. */
  park(key: number): void {
    const actor = this.#instances.get(key) ?? this.#entities.get(key);
    if (!actor?.isParked()) return;
    if (actor.isFinished()) {
      this.forget(actor);
      return;
    }
    this.#parked.delete(actor);
    this.#parked.add(actor);
    if (this.#parked.size > KEPT) this.#forgetOldest();
  }

  /** Drops an actor whose turn threw: the next message finds it as it is in the store. */
  abandon(key: number, reason: Error): void {
    const actor = this.#instances.get(key) ?? this.#entities.get(key);
    if (!actor) return;
    actor.abandon(reason);
    this.forget(actor);
  }

  forget(actor: ResidentActor): void {
    this.#parked.delete(actor);
    // A replaced instance has a new actor under the same key.
    if (this.#instances.get(actor.key) !== actor && this.#entities.get(actor.key) !== actor) return;
    this.#instances.delete(actor.key);
    this.#entities.delete(actor.key);
    this.#keys.delete(actor.id);
  }

  #forgetOldest(): void {
    for (const actor of this.#parked) {
      this.#parked.delete(actor);
      if (actor.isParked()) {
        this.forget(actor);
        return;
      }
    }
  }

  #load<Row, Kind extends ResidentActor>(row: Row, into: Map<number, Kind>, load: (row: Row) => Kind): Kind {
    return this.#add(load(row), into);
  }

  #add<Kind extends ResidentActor>(actor: Kind, into: Map<number, ResidentActor>): Kind {
    into.set(actor.key, actor);
    this.#keys.set(actor.id, actor.key);
    return actor;
  }
}
