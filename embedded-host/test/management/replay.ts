import { isDeepStrictEqual } from 'node:util';
import type { Exchange, Recording } from './recording';
import { normalise } from './normalise';

const tokenHeader = 'x-ms-continuation-token';
const RECORDED_ORIGIN = /http:\/\/(localhost|127\.0\.0\.1):7071/g;
/** Longer than anything a scenario waits for. */
const GIVE_UP_MS = 8_000;
const PAUSE_MS = 40;

/** An answer, reduced to what the recording has of it. */
export interface Outcome {
  readonly status: number;
  readonly headers: readonly (readonly string[])[];
  readonly body: unknown;
}

export interface Compared {
  readonly title: string;
  readonly recorded: Outcome;
  readonly replayed: Outcome;
}

/** Sends the requests of a recording to a host, in order; reads are repeated until they answer as recorded, or time is up. */
export class Replay {
  readonly #url: string;
  /** Filters by time begin here, so that they pass over the instances of earlier scenarios. */
  readonly #startedAt = new Date().toISOString();
  /** Ids and tokens that the hosts made up: recorded → ours. */
  readonly #made: Map<string, string>;

  /** `systemKey` stands for the recorded host's own. */
  constructor(url: string, systemKey: string) {
    this.#url = url;
    this.#made = new Map([['{systemKey}', systemKey]]);
  }

  /** `once`: exchanges that are not repeated, because they are known to differ. */
  async *run(recording: Recording, once: ReadonlySet<number>): AsyncGenerator<Compared> {
    for (const [index, exchange] of recording.http.entries()) {
      const { method, path } = exchange.request;
      const title = `${String(index)} ${method} ${path.replace(/[?&].*/, '')}`;
      if (method !== 'GET') await pause(PAUSE_MS * 4);
      const replayed = once.has(index) ? await this.#send(exchange) : await this.#repeat(exchange);
      yield { title, recorded: this.#recorded(exchange), replayed };
    }
  }

  /** The id here of a recorded instance. */
  idHere(recorded: string): string {
    return this.#translate(recorded);
  }

  async #repeat(exchange: Exchange): Promise<Outcome> {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    for (;;) {
      const replayed = await this.#send(exchange);
      const isRead = exchange.request.method === 'GET' || exchange.request.path.startsWith('/api/client/status');
      if (!isRead || isSame(replayed, this.#recorded(exchange)) || performance.now() > giveUpAt) return replayed;
      await pause(PAUSE_MS);
    }
  }

  async #send({ request, response }: Exchange): Promise<Outcome> {
    const { method, body } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, this.#translate(value)]),
    );
    const init = {
      method,
      headers,
      ...(body === undefined || method === 'GET' ? {} : { body: this.#translate(body) }),
    };
    const answer = await fetch(this.#url + this.#translate(request.path), init);
    const text = await answer.text();
    const json = parse(text);
    this.#learn(idOf(response.json), idOf(json), /^[0-9a-f]{32}$/);
    this.#learn(new Headers(response.headers).get(tokenHeader), answer.headers.get(tokenHeader), /./);
    const names = new Set(['content-type', 'location', 'retry-after', tokenHeader, 'x-echo']);
    const own = [...answer.headers].filter(([name]) => names.has(name));
    return { status: answer.status, headers: comparable(own), body: normalise(json ?? text) };
  }

  #recorded({ response }: Exchange): Outcome {
    const text = JSON.stringify({ headers: response.headers, body: response.json ?? response.body ?? '' });
    // What was parsed is put together again with our ids.
    const { headers, body } = JSON.parse(this.#translate(text)) as { headers: [string, string][]; body: unknown };
    return { status: response.status, headers: comparable(headers), body: normalise(body) };
  }

  #translate(text: string): string {
    let translated = text
      .replaceAll(RECORDED_ORIGIN, this.#url)
      .replaceAll(/createdTimeFrom=2026[^&]*/g, `createdTimeFrom=${this.#startedAt}`);
    for (const [recorded, ours] of this.#made) translated = translated.replaceAll(recorded, ours);
    return translated;
  }

  #learn(recorded: string | null | undefined, ours: string | null | undefined, kind: RegExp): void {
    if (typeof recorded === 'string' && typeof ours === 'string' && kind.test(recorded)) this.#made.set(recorded, ours);
  }
}

export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

/** The token itself is the host's own business. */
function comparable(headers: readonly (readonly [string, string])[]): string[][] {
  return headers
    .map(([name, value]) => [name, name === tokenHeader ? '<token>' : String(normalise(value))])
    .sort(([one = ''], [other = '']) => one.localeCompare(other));
}

function idOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const values = new Map<string, unknown>(Object.entries(json));
  const found = values.get('id') ?? values.get('instanceId');
  return typeof found === 'string' ? found : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
