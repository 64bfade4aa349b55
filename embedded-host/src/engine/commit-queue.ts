/**
 * Group commit: everything that is decided in one turn of the event loop goes to the store in one transaction.
 *
 * - Q1 commits reach the store in the order in which they were added.
 * - Q2 a commit's promise resolves only when the store has made it durable.
 * - Q3 the first failing batch ends the queue: nothing that follows could rely on what was lost.
 */
import type { Commit, Store } from '../store/store';
import type { WorkTracker } from './work-tracker';

interface Waiting {
  readonly commit: Commit;
  readonly done: () => void;
  readonly failed: (reason: Error) => void;
}

export class CommitQueue {
  readonly #store: Pick<Store, 'commit'>;
  readonly #work: WorkTracker;
  readonly #onFailure: (reason: Error) => void;
  #waiting: Waiting[] = [];
  #isFlushing = false;
  #failure: Error | null = null;

  constructor(store: Pick<Store, 'commit'>, work: WorkTracker, onFailure: (reason: Error) => void) {
    this.#store = store;
    this.#work = work;
    this.#onFailure = onFailure;
  }

  add(commit: Commit): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#work.begin();
    return new Promise((done, failed) => {
      this.#waiting.push({ commit, done, failed });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    // A macrotask later, every turn that was ready in this one has added its commit.
    setImmediate(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      await this.#store.commit(batch.map(({ commit }) => commit));
      for (const { done } of batch) this.#settle(done);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)), batch);
    }
    this.#isFlushing = false;
    if (this.#waiting.length > 0) this.#schedule();
  }

  #fail(reason: Error, batch: readonly Waiting[]): void {
    this.#failure = reason;
    for (const { failed } of [...batch, ...this.#waiting]) this.#settle(() => failed(reason));
    this.#waiting = [];
    this.#onFailure(reason);
  }

  #settle(settle: () => void): void {
    settle();
    this.#work.end();
  }
}
