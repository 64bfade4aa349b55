import { setTimeout as pause } from 'node:timers/promises';
import { SpawnedHost } from '../cli/spawned-host';

export interface Reply {
  readonly status: number;
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown;
}

interface Life {
  readonly folder: string;
  readonly storage: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ANSWER_MS = 15_000;
const RETRY_MS = 20;

/** One durable store, served by the real command line, one process after another. */
export class MortalHost {
  readonly #life: Life;
  #process: SpawnedHost;
  /** Of the current process; undefined if it dies before it serves. */
  #url: Promise<string | undefined>;
  /** Why nobody will ever answer again. */
  #failure: Error | undefined;

  constructor(life: Life) {
    this.#life = life;
    this.#process = born(life);
    this.#url = this.#urlOf(this.#process);
  }

  /** Resolves when the current process serves. */
  async serving(): Promise<void> {
    await this.#url;
    if (this.#failure) throw this.#failure;
  }

  /** Ends the current process; resolves when it is gone. */
  async die(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.#process.signal(signal);
    await this.#process.ended;
  }

  /** Starts the next process. */
  revive(): void {
    this.#process = born(this.#life);
    this.#url = this.#urlOf(this.#process);
  }

  /** Ends it for good: who still asks gets an error. */
  async end(): Promise<void> {
    this.#failure ??= new Error('The test is over.');
    await this.die();
  }

  /** Asks once. Undefined when no answer came: the request may have had its effect or not. */
  async ask(path: string, init: RequestInit = {}): Promise<Reply | undefined> {
    const url = await this.#url;
    if (url === undefined) return undefined;
    try {
      const response = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
      return { status: response.status, body: bodyOf(await response.text()) };
    } catch {
      return undefined;
    }
  }

  /** Asks until there is an answer: for what may be done twice. */
  async insist(path: string, init: RequestInit = {}): Promise<Reply> {
    for (;;) {
      const reply = await this.ask(path, init);
      if (reply !== undefined) return reply;
      if (this.#failure) throw this.#failure;
      await pause(RETRY_MS);
    }
  }

  async #urlOf(host: SpawnedHost): Promise<string | undefined> {
    try {
      return await host.url();
    } catch {
      const { code, errors } = await host.ended;
      // A process that was killed has no exit code.
      if (code !== null) this.#failure = new Error(`The host does not start: ${errors}`);
      return undefined;
    }
  }
}

/** The first value that `look` finds. Throws when time is over. */
export async function eventually<Value>(
  what: string,
  look: () => Promise<Value | undefined>,
  withinMs = 20_000,
): Promise<Value> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(RETRY_MS);
  }
}

function born({ folder, storage, env }: Life): SpawnedHost {
  return new SpawnedHost([folder, '--port', '0', '--storage', storage], env);
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
