/** What a client sees of the app: its HTTP interface, and nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const Step = z.object({
  step: z.string(),
  kind: z.enum(['step', 'undo']),
  state: z.enum(['running', 'waiting', 'done', 'failed']),
  attempts: z.int(),
  startedAt: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  outcome: z.string().optional(),
  fault: z.string().optional(),
});
export type Step = z.infer<typeof Step>;

const View = z.object({
  id: z.string(),
  state: z.string(),
  steps: z.array(Step),
  compensation: z.array(Step),
  result: z.looseObject({ outcome: z.string(), parcels: z.array(z.unknown()).optional() }).nullable(),
});
export type View = z.infer<typeof View>;

const Started = z.object({ id: z.string() });
/** A busy host is still at the start with this key. */
const StillStarting = z.object({ type: z.string().endsWith('request.idempotencyKeyInUse') });
const START_REQUESTS = 20;
const Approvals = z.object({ waiting: z.array(z.object({ approvalId: z.string(), instanceId: z.string() })) });
const Decided = z.object({ decision: z.enum(['approve', 'reject']) });
const Cancelled = z.object({ inTime: z.boolean().nullable() });

const Told = z.object({ state: z.string() });

/** The statuses that are answers; anything else is a fault of the demo or of the host. */
const answers: ReadonlySet<number> = new Set([200, 202, 409]);

/** A host in the cloud offers its management API to holders of a key only. */
const keptFromUs: ReadonlySet<number> = new Set([401, 403]);

export class NotOffered extends Error {
  override readonly name = 'NotOffered';
}

export class AppClient {
  readonly #url: string;
  readonly #process: string;

  constructor(url: string, process: string) {
    this.#url = url;
    this.#process = process;
  }

  /** The same key starts one order only, however often it is sent. */
  async start(order: object, key: string): Promise<string> {
    const headers = { 'Idempotency-Key': key };
    for (let request = 1; request <= START_REQUESTS; request += 1) {
      const path = `/api/processes/${this.#process}`;
      const answer = await this.#send(z.union([Started, StillStarting]), path, { body: order, headers });
      if ('id' in answer) return answer.id;
      await pause(1_000);
    }
    throw new Error(`The host did not start the order in ${START_REQUESTS} requests.`);
  }

  /** As an operator may: with options that otherwise come from the settings of the app. */
  async startWithOptions(order: object, options: object): Promise<string> {
    const path = `/runtime/webhooks/durabletask/orchestrators/${this.#process}`;
    return (await this.#send(Started, path, { body: { ...order, options } })).id;
  }

  view(id: string): Promise<View> {
    return this.#send(View, `/api/processes/${this.#process}/${id}`);
  }

  async decide(id: string, decision: 'approve' | 'reject'): Promise<string> {
    const { waiting } = await this.#send(Approvals, '/api/approvals');
    const approval = waiting.find(({ instanceId }) => instanceId === id);
    if (approval === undefined) throw new Error(`No approval waits for ${id}.`);
    const body = { decision, by: 'demo@example.com', comment: 'decided by the demo' };
    return (await this.#send(Decided, `/api/approvals/${approval.approvalId}`, { body })).decision;
  }

  async cancel(id: string): Promise<string> {
    const body = { by: 'demo', reason: 'changedMyMind' };
    const { inTime } = await this.#send(Cancelled, `/api/processes/${this.#process}/${id}/cancel`, { body });
    if (inTime === null) return 'nobody knows yet';
    return inTime ? 'in time' : 'too late';
  }

  async tell(id: string, event: string, body: object): Promise<string> {
    return (await this.#send(Told, `/api/processes/${this.#process}/${id}/events/${event}`, { body })).state;
  }

  /** The customer opens the link of the mail and presses the button. */
  async confirm(id: string, secret: string): Promise<void> {
    await this.#send(z.unknown(), `/api/confirmations/${id}`, { body: { secret } });
  }

  async #send<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    { body, headers }: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<z.output<Schema>> {
    const request = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } };
    const answer = await fetch(
      `${this.#url}${path}`,
      body === undefined ? {} : { ...request, body: JSON.stringify(body) },
    );
    const text = await answer.text();
    if (keptFromUs.has(answer.status)) throw new NotOffered(`the host keeps ${path} to itself (${answer.status})`);
    if (!answers.has(answer.status)) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 400)}`);
    return schema.parse(JSON.parse(text));
  }
}

const Health = z.object({ status: z.literal('healthy') });

export async function isServing(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) });
    return Health.safeParse(await answer.json()).success;
  } catch {
    // Nobody listens, or somebody else: both mean that the app is not there.
    return false;
  }
}
