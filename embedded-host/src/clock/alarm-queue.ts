import type { Alarm } from './clock';

interface Entry {
  readonly at: number;
  /** Alarms for the same time ring in order of registration. */
  readonly order: number;
  ring: (() => void) | undefined;
}

/** Cancelled alarms stay in the heap until they are half of it: approvals are often decided long before their deadline. */
const COMPACT_ABOVE = 64;

/** Alarms by time: a binary heap whose first entry is always alive. */
export class AlarmQueue {
  #heap: Entry[] = [];
  #cancelled = 0;
  #registered = 0;

  add(at: number, ring: () => void): Alarm {
    const entry: Entry = { at, order: this.#registered++, ring };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return { cancel: () => this.#cancel(entry) };
  }

  /** When the earliest alarm is due. */
  next(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Takes out the earliest alarm that is due at `now`. */
  takeDue(now: number): (() => void) | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return undefined;
    const { ring } = first;
    first.ring = undefined;
    this.#removeFirst();
    this.#dropCancelled();
    return ring;
  }

  #cancel(entry: Entry): void {
    if (entry.ring === undefined) return;
    entry.ring = undefined;
    this.#cancelled++;
    this.#dropCancelled();
    if (this.#cancelled > COMPACT_ABOVE && this.#cancelled * 2 > this.#heap.length) this.#compact();
  }

  #dropCancelled(): void {
    while (this.#heap[0] !== undefined && this.#heap[0].ring === undefined) {
      this.#removeFirst();
      this.#cancelled--;
    }
  }

  #compact(): void {
    // A sorted array is a heap.
    this.#heap = this.#heap.filter((entry) => entry.ring !== undefined).sort(compare);
    this.#cancelled = 0;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(index: number): void {
    let at = index;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(index: number): void {
    let at = index;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const lower = this.#heap[child];
    const upper = this.#heap[parent];
    if (lower === undefined || upper === undefined || compare(lower, upper) >= 0) return false;
    this.#heap[parent] = lower;
    this.#heap[child] = upper;
    return true;
  }

  #isEarlier(left: number, right: number): boolean {
    const one = this.#heap[left];
    const other = this.#heap[right];
    return one !== undefined && other !== undefined && compare(one, other) < 0;
  }
}

function compare(left: Entry, right: Entry): number {
  return left.at - right.at || left.order - right.order;
}
