import type { InstanceRow, Store } from '../store/store';
import { withCommit } from '../store/with-commit';

/** The same store, and `onCommit` told of every instance that a turn has changed, once the change is durable. */
export function watchedStore(store: Store, onCommit: (row: InstanceRow) => void): Store {
  return withCommit(store, async (batch) => {
    await store.commit(batch);
    for (const { instance } of batch) if (instance) onCommit(instance);
  });
}
