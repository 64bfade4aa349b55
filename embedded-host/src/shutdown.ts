import { problemOf } from './errors';
import type { Log } from './log';

/** Steps that undo a start, run newest first and once. A step that fails is logged and does not stop the others. */
export class Shutdown {
  readonly #steps: (() => Promise<void> | void)[] = [];
  readonly #log: Log;
  #running: Promise<void> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps(): Promise<void> {
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        this.#log.error(`While stopping: ${problemOf(error)}`);
      }
    }
  }
}

/** Waits for `work`, but not longer than a time; tells whether it ended. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timeout = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timeout);
  }
}
