/**
 * The actor of one durable entity: runs waiting operations in batches, one batch at a time, in order of arrival.
 *
 * Every message to an entity is durable before it is delivered, so this actor has no volatile mail at all.
 */
import type { EntityRow, StoredMessage } from '../store/store';
import type { EngineCore } from './core';
import { deliver } from './core';
import type { EntityResident } from './directory';
import { entityId, parseEntityId } from './entity-id';
import type { EntityOutcome } from './entity-batch';
import { concludeBatch } from './entity-batch';
import { unknownFunctionText } from './failures';
import { newGuid } from './ids';
import { settle } from './mailbox';
import type { EntityMessage } from './messages';
import { Outbox, messageOf } from './outbox';
import type { EntityReply } from './runner';
import { addressEntity } from './send';

interface Waiting {
  readonly storedId: number;
  readonly visibleAt: number;
  readonly message: EntityMessage;
}

export class EntityActor implements EntityResident {
  readonly key: number;
  readonly id: string;
  readonly #core: EngineCore;
  #row: EntityRow;
  #mailbox: Waiting[] = [];

  private constructor(core: EngineCore, row: EntityRow) {
    this.key = row.key;
    this.id = row.id;
    this.#core = core;
    this.#row = row;
  }

  /** An entity that is addressed for the first time; the sender commits its row. */
  static begin(core: EngineCore, key: number, id: string): EntityActor {
    const { name, key: entityKey } = parseEntityId(id);
    const lastOperationAt = core.clock.now();
    return new EntityActor(core, {
      key,
      id,
      name,
      entityKey,
      exists: false,
      state: null,
      lastOperationAt,
      lockedBy: null,
    });
  }

  static load(core: EngineCore, row: EntityRow): EntityActor {
    const actor = new EntityActor(core, row);
    for (const stored of core.store.inbox(row.key)) actor.#put(stored);
    return actor;
  }

  get row(): EntityRow {
    return this.#row;
  }

  receive(message: StoredMessage): void {
    this.#put(message);
    this.ring();
  }

  ring(): void {
    if (this.hasWork()) this.#core.dispatcher.wake(this);
    this.#armAlarm();
  }

  hasWork(): boolean {
    return this.#visible().length > 0;
  }

  isParked(): boolean {
    return !this.#core.dispatcher.isBusy(this);
  }

  isFinished(): boolean {
    return false;
  }

  async run(): Promise<void> {
    const waiting = this.#visible().slice(0, this.#core.settings.maxEntityBatch);
    if (waiting.length === 0) return;
    const batch = waiting.map(({ message }) => message);
    const outcome = concludeBatch(this.#row, batch, await this.#ask(batch));
    if (outcome.problem !== null) this.#core.log.error(`Entity '${this.id}': ${outcome.problem}`);
    const outbox = new Outbox(() => this.#core.ids.nextMessageId());
    this.#address(outcome, outbox);
    this.#mailbox = this.#mailbox.filter((each) => !waiting.includes(each));
    this.#row = this.#after(outcome);
    const take = waiting.map(({ storedId }) => storedId);
    const commit = this.#core.commits.add({ entity: this.#row, take, ...outbox.toCommit() });
    if (!(await settle([], commit))) return;
    deliver(this.#core, outbox.messages);
    this.#armAlarm();
  }

  async reset(): Promise<void> {
    this.#row = { ...this.#row, exists: false, state: null };
    await this.#core.commits.add({ entity: this.#row });
  }

  #put(stored: StoredMessage): void {
    // Only entity messages are ever sent to the key of an entity.
    const message = messageOf(stored) as EntityMessage;
    this.#mailbox.push({ storedId: stored.id, visibleAt: stored.visibleAt, message });
  }

  #visible(): Waiting[] {
    const now = this.#core.clock.now();
    return this.#mailbox.filter(({ visibleAt }) => visibleAt <= now);
  }

  #armAlarm(): void {
    const now = this.#core.clock.now();
    const later = this.#mailbox.flatMap(({ visibleAt }) => (visibleAt > now ? [visibleAt] : []));
    this.#core.alarms.set(this.key, later.length === 0 ? null : Math.min(...later));
  }

  async #ask(batch: readonly EntityMessage[]): Promise<EntityReply> {
    const { runner } = this.#core;
    const name = runner.resolve('entity', this.#row.name);
    if (name === undefined) {
      const message = unknownFunctionText('entity', this.#row.name, runner.names('entity'));
      return { type: 'threw', message, stack: '' };
    }
    const { entityKey: key, exists, state } = this.#row;
    const operations = batch.map(({ operation, input, replyTo, requestId }) => ({
      name: operation,
      input,
      isSignal: replyTo === null,
      id: requestId,
    }));
    return runner.runEntity({ name, key, exists, state, batch: operations });
  }

  #address(outcome: EntityOutcome, outbox: Outbox): void {
    const at = this.#core.clock.now();
    for (const { to, requestId, text } of outcome.replies) {
      const caller = this.#core.directory.instance(to);
      if (caller) outbox.send(caller.key, { type: 'event', name: requestId, input: text, at });
    }
    for (const { target, operation, input } of outcome.signals) {
      const receiver = addressEntity(this.#core, entityId(target), outbox);
      outbox.send(receiver.key, { type: 'operation', requestId: newGuid(), operation, input, replyTo: null, at });
    }
  }

  #after(outcome: EntityOutcome): EntityRow {
    const { exists, state } = outcome;
    return { ...this.#row, exists, state, lastOperationAt: this.#core.clock.now() };
  }
}
