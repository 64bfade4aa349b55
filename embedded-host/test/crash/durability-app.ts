/** The fixture app `durability` on a mortal host, asked through the management API. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../cli/spawned-host';
import { eventually, MortalHost, type Reply } from './mortal-host';

const MANAGEMENT = '/runtime/webhooks/durabletask';

const Status = z.looseObject({
  runtimeStatus: z.string(),
  input: z.unknown(),
  output: z.unknown(),
});
export type Status = z.infer<typeof Status>;

export class DurabilityApp {
  readonly host: MortalHost;
  readonly #traces: string;

  constructor(folder: string) {
    this.#traces = join(folder, 'traces');
    mkdirSync(this.#traces, { recursive: true });
    const env = { TRACES: this.#traces };
    this.host = new MortalHost({ folder: appFolder('durability'), storage: join(folder, 'store'), env });
  }

  /** The process dies, and the next one serves. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.host.die(signal);
    this.host.revive();
    await this.host.serving();
  }

  async start(name: string, id: string, input: unknown = null): Promise<Reply> {
    return this.#post(`orchestrators/${name}/${id}`, input);
  }

  /** Undefined when no answer came. */
  async tryStart(name: string, id: string): Promise<Reply | undefined> {
    return this.host.ask(`${MANAGEMENT}/orchestrators/${name}/${id}`, posted(null));
  }

  async raise(id: string, event: string, data: unknown): Promise<Reply> {
    return this.#post(`instances/${id}/raiseEvent/${event}`, data);
  }

  async control(id: string, operation: 'suspend' | 'resume'): Promise<Reply> {
    return this.host.insist(`${MANAGEMENT}/instances/${id}/${operation}?reason=test`, { method: 'POST' });
  }

  /** Undefined when no answer came. */
  async signalLedger(entry: string): Promise<Reply | undefined> {
    return this.host.ask(`${MANAGEMENT}/entities/ledger/all?op=add`, posted(entry));
  }

  /** What the ledger holds, in order of arrival. */
  async ledger(): Promise<readonly string[]> {
    const { status, body } = await this.host.insist(`${MANAGEMENT}/entities/ledger/all`);
    return status === 404 ? [] : z.array(z.string()).parse(body);
  }

  /** Everything the management API tells about an instance; undefined for an unknown one. */
  async status(id: string): Promise<Status | undefined> {
    const query = 'showHistory=true&showHistoryOutput=true&showInput=true';
    const { status, body } = await this.host.insist(`${MANAGEMENT}/instances/${id}?${query}`);
    return status === 404 ? undefined : Status.parse(body);
  }

  /** The status as soon as it is the one that is named. */
  async reaches(id: string, runtimeStatus: string): Promise<Status> {
    return eventually(`${id} is ${runtimeStatus}`, async () => {
      const status = await this.status(id);
      return status?.runtimeStatus === runtimeStatus ? status : undefined;
    });
  }

  /** The steps that have begun, in order. */
  trace(name: string): readonly string[] {
    try {
      return readFileSync(join(this.#traces, name), 'utf8').trimEnd().split('\n');
    } catch {
      return [];
    }
  }

  #post(path: string, value: unknown): Promise<Reply> {
    return this.host.insist(`${MANAGEMENT}/${path}`, posted(value));
  }
}

function posted(value: unknown): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}
