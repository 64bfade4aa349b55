import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { eventually, type MortalHost, type Reply } from '../../embedded-host/test/crash/mortal-host';
import { ErasureResult } from '../../src/processes/erasure/contract';
import { OnboardingResult } from '../../src/processes/onboarding/contract';
import type { Ending, SignUpKind } from './sign-ups';

const ROUTE = '/api/processes/onboarding';
const RETRY_MS = 50;
const ENDS_WITHIN_MS = 120_000;
const SECRET = 'sesame';

const Accepted = z.object({ id: z.string() });
const View = z.object({ state: z.string(), result: z.unknown(), fault: z.string().optional() });
const Cancellation = z.object({ inTime: z.boolean().nullable() });

/** What somebody did meanwhile, and was told. */
interface Deeds {
  /** Undefined when nobody confirmed, false when it was too late. */
  readonly confirmed?: boolean;
  /** Undefined without a cancellation, null when it was left open. */
  readonly cancelledInTime?: boolean | null;
  readonly erasureId?: string;
}

/** A sign-up that is left to itself. */
export interface SignedUp extends Deeds {
  readonly kind: SignUpKind;
  readonly customerId: string;
  readonly email: string;
  readonly id: string;
}

export interface EndedSignUp extends SignedUp {
  readonly ending: Ending;
  /** Absent when the customer was forgotten. */
  readonly result?: OnboardingResult;
  readonly erasure?: ErasureResult;
}

/** Somebody who signs up, and asks again until there is an answer. */
export class Newcomer {
  readonly #host: MortalHost;

  constructor(host: MortalHost) {
    this.#host = host;
  }

  async signUp(kind: SignUpKind, customerId: string, hesitationMs: number): Promise<SignedUp> {
    const email = `${customerId}+secret-${SECRET}${kind.clauses}@example.com`;
    const order = { customer: { id: customerId, name: `Newcomer ${customerId}`, email }, plan: 'team' };
    const begin = () => this.#start(ROUTE, `sign-up of ${customerId}`, order);
    const id = await begin();
    await pause(hesitationMs);
    // A repetition of the whole request is the same onboarding.
    const repeated = await begin();
    if (repeated !== id) throw new Error(`One key gave two onboardings: ${id} and ${repeated}`);
    return { kind, customerId, email, id, ...(await this.#go(kind, { id, customerId })) };
  }

  async awaitEnd(signedUp: SignedUp): Promise<EndedSignUp> {
    const { kind, id, erasureId } = signedUp;
    const erasure = erasureId === undefined ? {} : { erasure: await this.#erased(erasureId) };
    const what = `the sign-up ends: ${kind.name} (${id})`;
    const view = await eventually(what, () => this.#endOf(`${ROUTE}/${id}`), ENDS_WITHIN_MS);
    if (view === 'forgotten') return { ...signedUp, ...erasure, ending: 'forgotten' };
    if (view.state !== 'completed') throw new Error(`${kind.name} (${id}) ${view.state}: ${view.fault ?? ''}`);
    const result = OnboardingResult.parse(view.result);
    return { ...signedUp, ...erasure, ending: result.outcome, result };
  }

  async #go({ meanwhile }: SignUpKind, who: Pick<SignedUp, 'id' | 'customerId'>): Promise<Deeds> {
    switch (meanwhile) {
      case 'nothing':
        return {};
      case 'confirm':
        return { confirmed: await this.#confirm(who.id) };
      case 'cancel':
        return { cancelledInTime: await this.#cancel(who.id) };
      case 'confirmAndCancel':
        return { confirmed: await this.#confirm(who.id), cancelledInTime: await this.#cancel(who.id) };
      case 'erase':
        await this.#mailed(who.id);
        return { erasureId: await this.#erase(who.customerId) };
      case 'confirmAndErase':
        return { confirmed: await this.#confirm(who.id), erasureId: await this.#erase(who.customerId) };
    }
  }

  /** 404 until the mail is sent and known; 409 when an earlier request without an answer has confirmed. */
  async #confirm(id: string): Promise<boolean> {
    const { status } = await this.#until([200, 409, 410], () =>
      this.#post(`/api/confirmations/${id}`, { secret: SECRET }),
    );
    return status !== 410;
  }

  /** A wrong secret is refused as such once there is a right one. */
  async #mailed(id: string): Promise<void> {
    await this.#until([403], () => this.#post(`/api/confirmations/${id}`, { secret: 'wrong' }));
  }

  async #cancel(id: string): Promise<boolean | null> {
    const { body } = await this.#until([202, 409], () => this.#post(`${ROUTE}/${id}/cancel`, {}));
    return Cancellation.parse(body).inTime;
  }

  #erase(customerId: string): Promise<string> {
    return this.#start('/api/processes/erasure', `erasure of ${customerId}`, { customerId });
  }

  async #erased(id: string): Promise<ErasureResult> {
    const view = await eventually(`${id} ends`, () => this.#endOf(`/api/processes/erasure/${id}`), ENDS_WITHIN_MS);
    if (view === 'forgotten' || view.state !== 'completed') throw new Error(`${id}: ${JSON.stringify(view)}`);
    return ErasureResult.parse(view.result);
  }

  async #endOf(path: string): Promise<z.output<typeof View> | 'forgotten' | undefined> {
    const { status, body } = await this.#host.insist(path);
    if (status === 404) return 'forgotten';
    if (status !== 200) throw new Error(`${path} is ${status}: ${JSON.stringify(body)}`);
    const view = View.parse(body);
    return ['completed', 'failed', 'terminated'].includes(view.state) ? view : undefined;
  }

  async #start(path: string, key: string, body: object): Promise<string> {
    const start = () => this.#post(path, body, { 'Idempotency-Key': `"${key}"` });
    return Accepted.parse((await this.#until([202], start)).body).id;
  }

  #post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } };
    return this.#host.insist(path, { ...init, body: JSON.stringify(body) });
  }

  async #until(statuses: readonly number[], ask: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const reply = await ask();
      if (statuses.includes(reply.status)) return reply;
      if (!mayPass.has(reply.status)) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
      await pause(RETRY_MS);
    }
  }
}

/** Not there yet, not known yet, not looked at yet, begun by a request that had no answer, too much to do, or dying. */
const mayPass: ReadonlySet<number> = new Set([404, 202, 409, 429, 500, 502, 503]);
