/**
 * The actor of one durable entity: runs waiting operations in batches, one batch at a time, and keeps its lock.
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
import type { EntityStep, Waiting } from './entity-queue';
import { nextStep } from './entity-queue';
import { unknownFunctionText } from './failures';
import { newGuid } from './ids';
import { Inbox } from './inbox';
import { isFinished } from './instance-row';
import { settle } from './mailbox';
import type { EntityMessage, LockMessage, OperationMessage } from './messages';
import { Outbox, messageOf } from './outbox';
import { responseText } from './request-text';
import type { EntityReply } from './runner';
import { addressEntity } from './send';
import { newSpanId, parseTraceParent } from './trace-context';
import type { TraceFact } from './tracing';

export class EntityActor implements EntityResident {
  readonly key: number;
  readonly id: string;
  readonly #core: EngineCore;
  #inbox = new Inbox();
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
    const none = { exists: false, state: null, lockedBy: null } as const;
    return new EntityActor(core, { key, id, name, entityKey, lastOperationAt: core.clock.now(), ...none });
  }

  static load(core: EngineCore, row: EntityRow): EntityActor {
    const actor = new EntityActor(core, row);
    const found = core.store.inbox(row.key);
    actor.#inbox = new Inbox(found);
    for (const stored of found) actor.#put(stored);
    return actor;
  }

  get row(): EntityRow {
    return this.#row;
  }

  receive(message: StoredMessage): void {
    if (this.#inbox.isKnown(message)) return;
    this.#put(message);
    this.ring();
  }

  ring(): void {
    if (this.hasWork()) this.#core.dispatcher.wake(this);
    this.#armAlarm();
  }

  hasWork(): boolean {
    return this.#next() !== null;
  }

  abandon(): void {
    this.#mailbox = [];
  }

  isParked(): boolean {
    return !this.#core.dispatcher.isBusy(this);
  }

  isFinished(): boolean {
    return false;
  }

  async run(): Promise<void> {
    const step = this.#next();
    if (!step) return;
    const outbox = new Outbox(() => this.#core.ids.nextMessageId());
    const facts = await this.#take(step, outbox);
    const done = itemsOf(step);
    this.#mailbox = this.#mailbox.filter((each) => !done.includes(each));
    const take = done.map(({ storedId }) => storedId);
    const commit = this.#core.commits.add({ entity: this.#row, take, ...outbox.toCommit() });
    if (!(await settle([], commit))) return;
    deliver(this.#core, outbox.messages);
    this.#armAlarm();
    for (const fact of facts) this.#core.tracing?.tell?.(fact);
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

  #next(): EntityStep | null {
    if (this.#mailbox.length === 0) return null;
    const now = this.#core.clock.now();
    const visible = this.#mailbox.filter(({ visibleAt }) => visibleAt <= now);
    return nextStep(visible, this.#row.lockedBy, this.#core.settings.maxEntityBatch);
  }

  #armAlarm(): void {
    const now = this.#core.clock.now();
    const later = this.#mailbox.flatMap(({ visibleAt }) => (visibleAt > now ? [visibleAt] : []));
    this.#core.alarms.set(this.key, later.length === 0 ? null : Math.min(...later));
  }

  async #take(step: EntityStep, outbox: Outbox): Promise<readonly TraceFact[]> {
    switch (step.type) {
      case 'batch':
        return this.#runBatch(
          step.items.map(({ message }) => message),
          outbox,
        );
      case 'grant':
        this.#grant(step.item.message, outbox);
        return [];
      case 'release':
        if (this.#row.lockedBy === step.item.message.owner) this.#row = { ...this.#row, lockedBy: null };
        return [];
    }
  }

  async #runBatch(batch: readonly OperationMessage[], outbox: Outbox): Promise<readonly TraceFact[]> {
    const outcome = concludeBatch(this.#row, batch, await this.#ask(batch));
    if (outcome.problem !== null) this.#core.log.error(`Entity '${this.id}': ${outcome.problem}`);
    this.#address(outcome, outbox);
    const { exists, state } = outcome;
    const now = this.#core.clock.now();
    this.#row = { ...this.#row, exists, state, lastOperationAt: now };
    return this.#core.tracing?.tell ? operationFacts(this.id, batch, outcome.errors, now) : [];
  }

  /** An owner that has ended meanwhile would never release: its request is dropped. */
  #grant(lock: LockMessage, outbox: Outbox): void {
    const owner = this.#core.directory.instance(lock.owner);
    if (!owner || isFinished(owner.row) || owner.row.executionId !== lock.ownerExecution) return;
    this.#row = { ...this.#row, lockedBy: lock.owner };
    const at = this.#core.clock.now();
    const next = lock.lockSet[lock.position + 1];
    if (next === undefined) {
      outbox.send(owner.key, { type: 'event', name: lock.requestId, input: responseText(null, false), at });
    } else {
      const receiver = addressEntity(this.#core, next, outbox);
      outbox.send(receiver.key, { ...lock, position: lock.position + 1, at });
    }
  }

  async #ask(batch: readonly OperationMessage[]): Promise<EntityReply> {
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
      const signal = { type: 'operation', requestId: newGuid(), replyTo: null, sender: null } as const;
      outbox.send(receiver.key, { ...signal, operation, input, at });
    }
  }
}

/** Operations of a batch are told once it has ended, without a length of their own, as on the real host. */
function operationFacts(
  id: string,
  batch: readonly OperationMessage[],
  errors: readonly boolean[],
  now: number,
): TraceFact[] {
  return batch.flatMap(({ trace, operation, replyTo }, index): TraceFact[] => {
    const parent = parseTraceParent(trace);
    if (!parent) return [];
    const place = { ...parent, spanId: newSpanId(), parentSpanId: parent.spanId };
    const request = { entityId: id, operation, isSignal: replyTo === null, isError: errors[index] ?? false };
    return [{ type: 'entityOperated', place, from: now, to: now, ...request }];
  });
}

function itemsOf(step: EntityStep): readonly Waiting[] {
  switch (step.type) {
    case 'batch':
      return step.items;
    case 'grant':
      return [step.item];
    case 'release':
      return [step.item, ...step.withdrawn];
  }
}
