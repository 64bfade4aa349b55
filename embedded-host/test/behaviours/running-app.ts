/** The fixture app `behaviours` on a host of its own, asked as any client would: over HTTP. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import { startApp } from '../cli/spawned-host';

const GIVE_UP_MS = 10_000;
const PAUSE_MS = 15;

export const Status = z.looseObject({
  name: z.string(),
  instanceId: z.string(),
  runtimeStatus: z.string(),
  input: z.unknown(),
  customStatus: z.unknown(),
  output: z.unknown(),
  createdTime: z.string(),
  lastUpdatedTime: z.string(),
  historyEvents: z.array(z.looseObject({ EventType: z.string() })).optional(),
});
export type Status = z.infer<typeof Status>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed text; undefined when it is not JSON. */
  readonly json: unknown;
}

export class RunningApp {
  url = '';
  #ids = 0;

  get base(): string {
    return `${this.url}/runtime/webhooks/durabletask`;
  }

  newId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids.toString()}`;
  }

  /** `path` is below the management API, or below the host when it begins with two slashes. */
  async ask(path: string, init: RequestInit = {}): Promise<Reply> {
    const url = path.startsWith('//') ? this.url + path.slice(1) : this.base + path;
    const response = await fetch(url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  async post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    if (body === undefined) return this.ask(path, { method: 'POST', headers });
    const json = { 'content-type': 'application/json', ...headers };
    return this.ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  delete(path: string): Promise<Reply> {
    return this.ask(path, { method: 'DELETE' });
  }

  /** Starts an instance and gives its id. */
  async start(name: string, input: unknown = null, id = this.newId(name), query = ''): Promise<string> {
    const { status, text } = await this.post(`/orchestrators/${name}/${id}${query}`, input);
    if (status !== 202) throw new Error(`Starting ${name} was answered ${status.toString()}: ${text}`);
    return id;
  }

  async status(id: string, query = ''): Promise<Status> {
    return Status.parse((await this.ask(`/instances/${encodeURIComponent(id)}${query}`)).json);
  }

  /** The status as soon as it is the one that is named. */
  async reaches(id: string, runtimeStatus: string, query = ''): Promise<Status> {
    return this.eventually(`${id} is ${runtimeStatus}`, async () => {
      const status = await this.status(id, query);
      return status.runtimeStatus === runtimeStatus ? status : undefined;
    });
  }

  /** Waits until an instance has ended in any way. */
  async ends(id: string, query = ''): Promise<Status> {
    return this.eventually(`${id} ends`, async () => {
      const status = await this.status(id, query);
      return ['Completed', 'Failed', 'Terminated'].includes(status.runtimeStatus) ? status : undefined;
    });
  }

  /** Starts an instance and gives what it returned. */
  async result(name: string, input: unknown = null, id = this.newId(name)): Promise<unknown> {
    await this.start(name, input, id);
    const { runtimeStatus, output } = await this.ends(id);
    if (runtimeStatus !== 'Completed') throw new Error(`${id} is ${runtimeStatus}: ${JSON.stringify(output)}`);
    return output;
  }

  raise(id: string, event: string, data: unknown): Promise<Reply> {
    return this.post(`/instances/${encodeURIComponent(id)}/raiseEvent/${event}`, data);
  }

  signal(name: string, key: string, operation: string, input?: unknown): Promise<Reply> {
    return this.post(`/entities/${name}/${key}?op=${operation}`, input);
  }

  /** State of an entity as soon as it is the expected one. */
  async entityBecomes(key: string, state: unknown): Promise<unknown> {
    return this.eventually(`@tally@${key} is ${JSON.stringify(state)}`, async () => {
      const { json } = await this.ask(`/entities/tally/${key}`);
      return JSON.stringify(json) === JSON.stringify(state) ? true : undefined;
    });
  }

  async eventually<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    while (performance.now() < giveUpAt) {
      const value = await look();
      if (value !== undefined) return value;
      await pause(PAUSE_MS);
    }
    throw new Error(`It did not happen in time that ${what}.`);
  }
}

/** One host for all tests of a file. */
export function runningApp(): RunningApp {
  const app = new RunningApp();
  const host = startApp('behaviours');
  beforeAll(async () => {
    app.url = await host.url();
  });
  afterAll(() => host.stop());
  return app;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
