import type { InstanceRow } from '../store/store';

/** Who wants to know what becomes of an instance. */
export class Watches {
  readonly #watches = new Set<{ readonly instanceId: string; readonly seen: () => void }>();

  /** `seen` is called after each turn of the instance, until the returned function is. */
  add(instanceId: string, seen: () => void): () => void {
    const watch = { instanceId, seen };
    this.#watches.add(watch);
    return () => this.#watches.delete(watch);
  }

  tell({ id }: InstanceRow): void {
    for (const { instanceId, seen } of this.#watches) if (instanceId === id) seen();
  }
}
