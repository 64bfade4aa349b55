/** An instance as its customer sees it. */
import { z } from 'zod';
import { eventually } from './eventually';
import type { Reply } from './reply';

export const Started = z.object({
  id: z.string(),
  process: z.string(),
  viewUri: z.url(),
  cancelUri: z.url(),
  statusQueryGetUri: z.url(),
  sendEventPostUri: z.string(),
  terminatePostUri: z.string(),
  suspendPostUri: z.string(),
  resumePostUri: z.string(),
  purgeHistoryDeleteUri: z.string(),
});
export type Started = z.infer<typeof Started>;

const Step = z.object({ step: z.string(), state: z.string(), attempts: z.int(), outcome: z.string().optional() });

const View = z.object({
  id: z.string(),
  process: z.string(),
  version: z.int().optional(),
  businessKey: z.string().optional(),
  state: z.string(),
  waitsFor: z.array(z.object({ step: z.string(), until: z.string().optional() })),
  steps: z.array(Step),
  compensation: z.array(Step),
  fault: z.string().optional(),
  result: z.looseObject({ outcome: z.string() }).nullable(),
});
export type View = z.infer<typeof View>;

interface Client {
  get(address: string): Promise<Reply>;
  post(address: string, body?: object): Promise<Reply>;
}

export class Instance {
  readonly uris: Started;
  readonly #client: Client;

  constructor(uris: Started, client: Client) {
    this.uris = uris;
    this.#client = client;
  }

  get id(): string {
    return this.uris.id;
  }

  async view(): Promise<View> {
    return View.parse((await this.#client.get(this.uris.viewUri)).body);
  }

  /** The first view for which it is so. */
  async until(what: string, isSo: (view: View) => boolean): Promise<View> {
    let last: View | undefined;
    const look = async () => {
      last = await this.view();
      if (!isSo(last) && hasEnded(last)) throw new Error(`It ended before: ${what}. ${JSON.stringify(last)}`);
      return isSo(last) ? last : undefined;
    };
    return eventually(`${what} (${this.id})`, look, () => last);
  }

  waitsFor(step: string): Promise<View> {
    return this.until(`it waits for ${step}`, ({ waitsFor }) => waitsFor.some((each) => each.step === step));
  }

  async result(): Promise<View['result']> {
    return (await this.until('it completes', ({ state }) => state === 'completed')).result;
  }

  cancel(reason: string): Promise<Reply> {
    return this.#client.post(this.uris.cancelUri, { reason });
  }

  tell(event: string, body?: object): Promise<Reply> {
    return this.#client.post(`${this.uris.viewUri}/events/${event}`, body);
  }

  approvalId(step: string): string {
    return `${this.uris.process}~${this.id}~${step}`;
  }
}

function hasEnded({ state }: View): boolean {
  return ['completed', 'failed', 'terminated'].includes(state);
}
