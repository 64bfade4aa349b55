/** The HTTP door of a process on a host that dies: whoever asks, asks again until there is an answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { eventually, type MortalHost, type Reply } from '../../embedded-host/test/crash/mortal-host';

const RETRY_MS = 50;
export const ENDS_WITHIN_MS = 60_000;

/** Not decided yet, not there yet; 409 for a start whose first request was under way when the host died. */
const NOT_YET: ReadonlySet<number> = new Set([202, 404, 409]);

const Accepted = z.object({ id: z.string() });
const View = z.object({ state: z.string(), result: z.unknown(), fault: z.string().optional() });
const Cancellation = z.object({ inTime: z.boolean().nullable() });

interface Start {
  readonly key: string;
  readonly body: string;
  /** How long it takes until the whole request is repeated. */
  readonly hesitationMs: number;
}

interface Posted {
  readonly statuses: readonly number[];
  readonly headers?: Readonly<Record<string, string>>;
}

export class FrontDoor {
  readonly #host: MortalHost;
  readonly #route: string;

  constructor(host: MortalHost, process: string) {
    this.#host = host;
    this.#route = `/api/processes/${process}`;
  }

  /** Gives the id of the instance, which a repetition of the request gives as well. */
  async start({ key, body, hesitationMs }: Start): Promise<string> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `"${key}"` };
    const ask = () => this.#host.insist(this.#route, { method: 'POST', headers, body });
    const { id } = Accepted.parse(await until([202], ask));
    await pause(hesitationMs);
    const repeated = Accepted.parse(await until([202], ask)).id;
    if (id !== repeated) throw new Error(`One key gave two instances: ${id} and ${repeated}`);
    return id;
  }

  async post(path: string, body: object, { statuses, headers = {} }: Posted): Promise<void> {
    const json = { ...headers, 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers: json, body: JSON.stringify(body) };
    await until(statuses, () => this.#host.insist(path, init));
  }

  /** Somebody decides; 404 until it waits, 409 when an earlier request without an answer has decided. */
  async decide(approvalId: string, decision: object, headers?: Posted['headers']): Promise<void> {
    const path = `/api/approvals/${encodeURIComponent(approvalId)}`;
    await this.post(path, decision, { statuses: [200, 409], ...(headers && { headers }) });
  }

  /** 409 when an earlier request without an answer has ended it. */
  async tell(id: string, event: string, body: object): Promise<void> {
    await this.post(`${this.#route}/${id}/events/${event}`, body, { statuses: [202, 409] });
  }

  /** Whether it is in time; null when that was left open. */
  async cancel(id: string): Promise<boolean | null> {
    const ask = () => this.#host.insist(`${this.#route}/${id}/cancel`, { method: 'POST' });
    return Cancellation.parse(await until([202, 409], ask)).inTime;
  }

  async awaitResult(id: string, what: string, withinMs = ENDS_WITHIN_MS): Promise<unknown> {
    const ends = `it ends: ${what} (${id})`;
    const { state, result, fault = '' } = await eventually(ends, () => this.#endOf(id), withinMs);
    if (state !== 'completed') throw new Error(`${what} (${id}) ${state}: ${fault}`);
    return result;
  }

  async #endOf(id: string): Promise<z.output<typeof View> | undefined> {
    const { status, body } = await this.#host.insist(`${this.#route}/${id}`);
    if (status !== 200) throw new Error(`${id} was accepted, and now is ${status}: ${JSON.stringify(body)}`);
    const view = View.parse(body);
    return ['completed', 'failed', 'terminated'].includes(view.state) ? view : undefined;
  }
}

async function until(statuses: readonly number[], ask: () => Promise<Reply>): Promise<unknown> {
  for (;;) {
    const { status, body } = await ask();
    if (statuses.includes(status)) return body;
    if (status < 500 && !NOT_YET.has(status)) throw new Error(`${status}: ${JSON.stringify(body)}`);
    await pause(RETRY_MS);
  }
}
