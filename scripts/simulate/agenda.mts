/** What happens when, in the order of time; what was put in first comes first at the same time (a binary heap). */
interface Entry<Event> {
  readonly at: number;
  readonly order: number;
  readonly event: Event;
}

export class Agenda<Event> {
  readonly #heap: Entry<Event>[] = [];
  #orders = 0;

  add(at: number, event: Event): void {
    const entry = { at, order: (this.#orders += 1), event };
    let index = this.#heap.length;
    this.#heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  next(): { readonly at: number; readonly event: Event } | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry<Event>): void {
    let index = 0;
    for (;;) {
      const child = this.#earlierChildOf(index);
      const below = child === undefined ? undefined : this.#heap[child];
      if (child === undefined || below === undefined || !isBefore(below, entry)) break;
      this.#heap[index] = below;
      index = child;
    }
    this.#heap[index] = entry;
  }

  #earlierChildOf(index: number): number | undefined {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const [one, other] = [this.#heap[left], this.#heap[right]];
    if (one === undefined) return undefined;
    return other !== undefined && isBefore(other, one) ? right : left;
  }
}

function isBefore(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
