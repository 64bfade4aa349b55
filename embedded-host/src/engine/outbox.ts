/**
 * Collects what a turn sends to other instances and entities, so that it is committed together with the turn, and
 * handed over only afterwards.
 */
import type { Commit, EntityRow, InstanceRow, StoredMessage } from '../store/store';
import type { Message } from './messages';

export class Outbox {
  readonly messages: StoredMessage[] = [];
  readonly newInstances: InstanceRow[] = [];
  readonly newEntities: EntityRow[] = [];
  /** Instances whose older run is replaced. */
  readonly truncated: number[] = [];
  readonly #nextId: () => number;

  constructor(nextMessageId: () => number) {
    this.#nextId = nextMessageId;
  }

  send(to: number, message: Message, visibleAt = 0): void {
    this.messages.push({ id: this.#nextId(), to, visibleAt, body: JSON.stringify(message) });
  }

  /** The part of a commit that stands for this outbox. */
  toCommit(): Pick<Commit, 'send' | 'createInstances' | 'createEntities'> {
    return {
      ...(this.messages.length > 0 && { send: this.messages }),
      ...(this.newInstances.length > 0 && { createInstances: this.newInstances }),
      ...(this.newEntities.length > 0 && { createEntities: this.newEntities }),
    };
  }
}

export function messageOf(stored: StoredMessage): Message {
  // Inbox rows are written by `Outbox` only; the schema of the store is versioned.
  return JSON.parse(stored.body) as Message;
}
