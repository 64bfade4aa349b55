/** Counts what is under way, so that a test (or a graceful stop) can wait until nothing is. */
export class WorkTracker {
  #running = 0;
  #waiters: (() => void)[] = [];

  get isIdle(): boolean {
    return this.#running === 0;
  }

  begin(): void {
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  /** Resolves when nothing is under way, at the latest moment at which that is still true. */
  async idle(): Promise<void> {
    while (!this.isIdle) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }
}
