/** Somebody who hands cases in, answers questions and decides, and asks again until there is an answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { eventually, type MortalHost, type Reply } from '../../embedded-host/test/crash/mortal-host';
import { approvalIdOf } from '../../src/entities/approval-inbox/contract';
import { decisionStep } from '../../src/processes/back-office-case/contract';

const RETRY_MS = 50;
const ENDS_WITHIN_MS = 90_000;
const ENDED: readonly string[] = ['completed', 'failed', 'terminated'];

const Accepted = z.object({ id: z.string() });
const View = z.object({
  state: z.string(),
  result: z.unknown(),
  waitsFor: z.array(z.object({ step: z.string() })).default([]),
});
const Listed = z.array(z.object({ instanceId: z.string(), runtimeStatus: z.string() }));

export class CrashedOffice {
  readonly #host: MortalHost;

  constructor(host: MortalHost) {
    this.#host = host;
  }

  /** Sent twice with one key: one instance. */
  async handIn(process: string, order: object, key: string): Promise<string> {
    const start = () => this.#post(`/api/processes/${process}`, order, { 'Idempotency-Key': key });
    const { id } = Accepted.parse((await this.#until([200, 202], start)).body);
    const again = Accepted.parse((await this.#until([200, 202], start)).body);
    if (again.id !== id) throw new Error(`One key gave two instances: ${id} and ${again.id}`);
    return id;
  }

  async waitsAt(process: string, id: string, step: string): Promise<void> {
    const isThere = async () => {
      const { waitsFor } = await this.#view(process, id);
      return waitsFor.some((each) => each.step === step) || undefined;
    };
    await eventually(`${id} waits at ${step}`, isThere, ENDS_WITHIN_MS);
  }

  async inform(id: string, request: string, facts: object): Promise<void> {
    const path = `/api/processes/back-office-case/${id}/events/informationGiven`;
    await this.#until([202], () => this.#post(path, { request, facts }));
  }

  /** 409 when an earlier request without an answer has decided. */
  async approve(id: string): Promise<void> {
    const approval = approvalIdOf({ process: 'back-office-case', instanceId: id, step: decisionStep });
    const clerk = { 'X-Development-Principal': 'bob; roles=clerk' };
    const decide = () => this.#post(`/api/approvals/${encodeURIComponent(approval)}`, { decision: 'approve' }, clerk);
    await this.#until([200, 409], decide);
  }

  /** Its result, once it has ended. */
  async endOf(process: string, id: string): Promise<unknown> {
    const look = async () => {
      const view = await this.#view(process, id);
      return ENDED.includes(view.state) ? view : undefined;
    };
    const { state, result } = await eventually(`${id} ends`, look, ENDS_WITHIN_MS);
    if (state !== 'completed') throw new Error(`${id} ${state}`);
    return result;
  }

  /** The cases that a batch has begun, as the host lists them. */
  async casesOf(batch: string): Promise<z.infer<typeof Listed>> {
    const query = `top=1000&instanceIdPrefix=${encodeURIComponent(`${batch}:`)}`;
    const { body } = await this.#host.insist(`/runtime/webhooks/durabletask/instances?${query}`);
    return Listed.parse(body).filter(({ instanceId }) => instanceId.includes(':back-office-case:'));
  }

  async #view(process: string, id: string): Promise<z.infer<typeof View>> {
    const { status, body } = await this.#host.insist(`/api/processes/${process}/${id}`);
    if (status !== 200) throw new Error(`${id} was accepted, and now is ${status}: ${JSON.stringify(body)}`);
    return View.parse(body);
  }

  #post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } };
    return this.#host.insist(path, { ...init, body: JSON.stringify(body) });
  }

  async #until(statuses: readonly number[], ask: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const reply = await ask();
      if (statuses.includes(reply.status)) return reply;
      // 404 until an approval waits, 409 while an earlier start is in progress.
      const isEarly = reply.status >= 500 || reply.status === 404 || reply.status === 409;
      if (!isEarly) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
      await pause(RETRY_MS);
    }
  }
}
