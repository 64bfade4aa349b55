/**
 * The durable inbox of an actor that was loaded from the store.
 *
 * - B1 a message reaches its actor once. The store shows a commit to readers a moment before it is durable, and so an
 *   actor that is loaded in that moment finds messages in its inbox that will also be handed to it.
 *
 * Guarded by `embedded-host/test/engine/inbox.test.ts`.
 */
import type { StoredMessage } from '../store/store';

export class Inbox {
  /** Found when the actor was loaded, and not handed over since. */
  readonly #found: Set<number>;

  constructor(found: readonly StoredMessage[] = []) {
    this.#found = new Set(found.map(({ id }) => id));
  }

  /** True when the actor has this message already. */
  isKnown(message: StoredMessage): boolean {
    return this.#found.delete(message.id);
  }
}
