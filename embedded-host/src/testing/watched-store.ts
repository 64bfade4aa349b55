import type { InstanceRow, Store } from '../store/store';

/** The same store, and `onCommit` told of every instance that a turn has changed, once the change is durable. */
export function watchedStore(store: Store, onCommit: (row: InstanceRow) => void): Store {
  return {
    commit: async (batch) => {
      await store.commit(batch);
      for (const { instance } of batch) if (instance) onCommit(instance);
    },
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
