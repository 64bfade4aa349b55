import type { Task } from 'durable-functions';

/** What the sleepers of a run wait for: a word that runs several stories may end a sleep, but no step. */
export class Sleeps {
  readonly #all = new Set<unknown>();
  readonly #stuck = new Set<unknown>();

  add(sleep: Task, { isStuck }: { readonly isStuck: boolean }): void {
    this.#all.add(sleep);
    if (isStuck) this.#stuck.add(sleep);
  }

  has(task: unknown): boolean {
    return this.#all.has(task);
  }

  /** The sleep of a branch that only an operator can end early. */
  isStuck(task: unknown): boolean {
    return this.#stuck.has(task);
  }
}
