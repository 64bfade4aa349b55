/** What a client sees of the app: its HTTP surface, and the status-query URIs that it is given. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventually } from './eventually';
import { Instance, Started } from './instance';
import { type Reply, replyOf } from './reply';
import { target } from './target';

interface Sent {
  /** Who sends it, as docs/identity.md tells of a developer's machine. */
  readonly as?: string;
  readonly key?: string;
}

/** Nothing of an earlier run has it. */
export const unique = (): string => randomUUID();

/** A path of the app, or a URI that it has given. */
const urlOf = (address: string) => (address.startsWith('/') ? `${target.url}/api${address}` : address);

function headersOf({ as, key }: Sent): Record<string, string> {
  return {
    ...target.headers,
    ...(as === undefined ? {} : { 'X-Development-Principal': as }),
    ...(key === undefined ? {} : { 'Idempotency-Key': `"${key}"` }),
  };
}

export async function get(address: string, sent: Sent = {}): Promise<Reply> {
  return replyOf(await fetch(urlOf(address), { headers: headersOf(sent) }));
}

/** A text is sent as it is. */
export async function post(address: string, body?: object | string, sent: Sent = {}): Promise<Reply> {
  const headers = headersOf(sent);
  if (body === undefined) return replyOf(await fetch(urlOf(address), { method: 'POST', headers }));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: text };
  return replyOf(await fetch(urlOf(address), init));
}

export async function remove(address: string): Promise<Reply> {
  return replyOf(await fetch(urlOf(address), { method: 'DELETE', headers: target.headers }));
}

const Busy = z.object({ type: z.string().regex(/(idempotencyKeyInUse|process\.overloaded)$/) });

/** Starts an instance; a host that is busy is asked again, with the same key. */
export async function start(process: string, order: object, key = unique()): Promise<Instance> {
  const reply = await eventually(`${process} starts`, async () => {
    const answer = await post(`/processes/${process}`, order, { key });
    return Busy.safeParse(answer.body).success ? undefined : answer;
  });
  if (reply.status !== 202) throw new Error(`${process} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return new Instance(Started.parse(reply.body), { get, post });
}
