import type { Recovery, StoredMessage } from '../store';
import { StoreError } from '../store-error';
import type { UndoLog } from './undo-log';

/** Waiting messages, by id and by the key they are for. */
export class Inboxes {
  readonly #messages = new Map<number, StoredMessage>();
  readonly #byKey = new Map<number, Map<number, StoredMessage>>();

  send(message: StoredMessage, undo: UndoLog): void {
    if (this.#messages.has(message.id)) {
      throw new StoreError('conflict', `Message ${message.id} is stored already.`);
    }
    undo.set(this.#messages, message.id, message);
    undo.set(this.#inbox(message.to, undo), message.id, message);
  }

  take(id: number, undo: UndoLog): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    const inbox = this.#inbox(message.to, undo);
    undo.delete(this.#messages, id);
    undo.delete(inbox, id);
    if (inbox.size === 0) undo.delete(this.#byKey, message.to);
  }

  removeAll(key: number, undo: UndoLog): void {
    for (const message of this.of(key)) this.take(message.id, undo);
  }

  of(key: number): readonly StoredMessage[] {
    return [...(this.#byKey.get(key)?.values() ?? [])].sort((left, right) => left.id - right.id);
  }

  lastId(): number {
    let last = 0;
    for (const id of this.#messages.keys()) last = Math.max(last, id);
    return last;
  }

  earliest(): Recovery['inboxes'] {
    const inboxes = [...this.#byKey].map(([key, inbox]) => ({
      key,
      visibleAt: Math.min(...Array.from(inbox.values(), (message) => message.visibleAt)),
    }));
    return inboxes.sort((left, right) => left.key - right.key);
  }

  #inbox(key: number, undo: UndoLog): Map<number, StoredMessage> {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const inbox = new Map<number, StoredMessage>();
    undo.set(this.#byKey, key, inbox);
    return inbox;
  }
}
