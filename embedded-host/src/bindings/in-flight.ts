/** Counts what is under way, so that a stop or a test can wait until nothing is. */
export class InFlight {
  #count = 0;
  #waiting: (() => void)[] = [];
  #closed = false;

  async track<Result>(work: Promise<Result>): Promise<Result> {
    this.#count += 1;
    try {
      return await work;
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#release();
    }
  }

  get isIdle(): boolean {
    return this.#count === 0;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Whoever begins something is asked to look at `isClosed` first. */
  close(): void {
    this.#closed = true;
  }

  async idle(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
