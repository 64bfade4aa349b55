import type { Commit, Store } from '../../src/store/store';

/** A store that takes a number of commits and then none, as if the process had been killed there. */
export class MortalStore implements Store {
  readonly #store: Store;
  #left: number;
  /** Commits that were made durable. */
  commits = 0;

  constructor(store: Store, survives: number) {
    this.#store = store;
    this.#left = survives;
  }

  get isDead(): boolean {
    return this.#left <= 0;
  }

  async commit(batch: readonly Commit[]): Promise<void> {
    if (this.isDead) throw new Error('killed');
    this.#left--;
    await this.#store.commit(batch);
    this.commits++;
  }

  recover: Store['recover'] = () => this.#store.recover();
  instance: Store['instance'] = (key) => this.#store.instance(key);
  instanceById: Store['instanceById'] = (id) => this.#store.instanceById(id);
  instances: Store['instances'] = (query) => this.#store.instances(query);
  journal: Store['journal'] = (key) => this.#store.journal(key);
  entity: Store['entity'] = (key) => this.#store.entity(key);
  entityById: Store['entityById'] = (id) => this.#store.entityById(id);
  entities: Store['entities'] = (query) => this.#store.entities(query);
  inbox: Store['inbox'] = (key) => this.#store.inbox(key);
  close: Store['close'] = () => this.#store.close();
}
