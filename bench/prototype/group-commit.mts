import type { PrototypeCommit, PrototypeStore } from './store.mts';

/** Everything that is added in one turn of the event loop goes into one transaction. */
export class GroupCommit {
  readonly #store: PrototypeStore;
  #waiting: { readonly commit: PrototypeCommit; readonly done: () => void }[] = [];

  constructor(store: PrototypeStore) {
    this.#store = store;
  }

  /** Does not wait: the next instance takes its turn meanwhile. */
  add(commit: PrototypeCommit, done: () => void): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push({ commit, done });
  }

  #flush(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#store.commit(batch.map(({ commit }) => commit));
    for (const { done } of batch) done();
  }
}
