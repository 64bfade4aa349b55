/**
 * Synchronisation of the write-ahead log with the disk, off the main thread and shared: whoever asks while one is under
 * way waits for the next one, together with all others. That is group commit: the slower the disk, the larger the group,
 * and the event loop never waits.
 *
 * - Y1 a promise resolves only after a synchronisation that *began* after it was asked for.
 * - Y2 after one failure every later request fails: what the disk has dropped once cannot be confirmed by asking again.
 *
 * Guarded by `embedded-host/test/store/shared-sync.test.ts`.
 */
export class SharedSync {
  readonly #synchronise: () => Promise<void>;
  #running = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(synchronise: () => Promise<void>) {
    this.#synchronise = synchronise;
  }

  request(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      this.#running = this.#synchronise();
      return this.#running;
    });
    return this.#next;
  }

  /** Waits for what was asked for so far, however it ends. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#next ?? this.#running]);
  }
}
