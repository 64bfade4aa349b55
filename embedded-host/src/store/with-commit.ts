import type { Store } from './store';

/** The same store with another `commit`. Its other methods are called on it itself: forms of it have private members. */
export function withCommit(store: Store, commit: Store['commit']): Store {
  return {
    commit,
    recover: () => store.recover(),
    instance: (key) => store.instance(key),
    instanceById: (id) => store.instanceById(id),
    instances: (query) => store.instances(query),
    journal: (key) => store.journal(key),
    entity: (key) => store.entity(key),
    entityById: (id) => store.entityById(id),
    entities: (query) => store.entities(query),
    inbox: (key) => store.inbox(key),
    close: () => store.close(),
  };
}
