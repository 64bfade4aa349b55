/** Changes to maps that can be taken back: what makes a batch on the memory store all or nothing. */
export class UndoLog {
  readonly #steps: (() => void)[] = [];

  set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    this.#remember(map, key);
    map.set(key, value);
  }

  delete<Key, Value>(map: Map<Key, Value>, key: Key): void {
    this.#remember(map, key);
    map.delete(key);
  }

  push<Value>(list: Value[], value: Value): void {
    list.push(value);
    this.#steps.push(() => list.pop());
  }

  revert(): void {
    for (const step of this.#steps.splice(0).reverse()) step();
  }

  #remember<Key, Value>(map: Map<Key, Value>, key: Key): void {
    const before = map.get(key);
    this.#steps.push(before === undefined ? () => map.delete(key) : () => map.set(key, before));
  }
}
