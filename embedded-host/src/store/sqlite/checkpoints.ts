import type { Commit } from '../store';

/**
 * Moves the write-ahead log into the database between commits, never within one: when it has grown, and when the store
 * falls idle. A checkpoint that fails loses nothing (the log keeps everything), so it is simply tried again later.
 */
const PAGE_BYTES = 4096;
/** Measured: a lone commit of a turn touches four to six pages, commits of one batch share theirs. */
const PAGES_PER_COMMIT = 4;
/** 16 MiB: seldom enough for the tail of latencies, small enough that one checkpoint takes milliseconds. */
const DUE_AT_PAGES = 4096;
const IDLE_MS = 1000;

export class Checkpoints {
  readonly #checkpoint: () => void;
  readonly #idle: NodeJS.Timeout;
  #due: NodeJS.Immediate | undefined;
  #pages = 0;

  constructor(checkpoint: () => void) {
    this.#checkpoint = checkpoint;
    this.#idle = setTimeout(() => {
      this.#run();
    }, IDLE_MS).unref();
  }

  /** Tells of a transaction that was written to the log. */
  wrote(batch: readonly Commit[]): void {
    for (const commit of batch) this.#pages += PAGES_PER_COMMIT + charactersOf(commit) / PAGE_BYTES;
    this.#idle.refresh();
    if (this.#pages < DUE_AT_PAGES) return;
    this.#due ??= setImmediate(() => {
      this.#run();
    });
  }

  stop(): void {
    clearTimeout(this.#idle);
    clearImmediate(this.#due);
  }

  #run(): void {
    this.#due = undefined;
    if (this.#pages === 0) return;
    this.#pages = 0;
    try {
      this.#checkpoint();
    } catch {
      // Nothing is lost: see above. A disk that stays broken makes the next commit fail, which is reported.
    }
  }
}

/** The large parts only; the small ones are in the allowance for a commit. */
function charactersOf({ journal, entity, send = [], createInstances = [] }: Commit): number {
  const texts = [
    journal?.record,
    entity?.state,
    ...send.map(({ body }) => body),
    ...createInstances.map(({ input }) => input),
  ];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
