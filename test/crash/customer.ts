import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { eventually, type MortalHost, type Reply } from '../../embedded-host/test/crash/mortal-host';
import { approvalIdOf } from '../../src/entities/approval-inbox/contract';
import { approvalStep, purchase, PurchaseResult } from '../../src/processes/purchase/contract';
import { bodyOf, type Kind } from './orders';

const ROUTE = '/api/processes/purchase';
const RETRY_MS = 50;
const ENDS_WITHIN_MS = 60_000;

const Accepted = z.object({ id: z.string() });
const View = z.object({ state: z.string(), result: z.unknown(), fault: z.string().optional() });
const Cancellation = z.object({ inTime: z.boolean().nullable() });

export interface PlacedOrder {
  readonly kind: Kind;
  readonly id: string;
  /** What the customer was told about a cancellation; undefined without one, null when it was left open. */
  readonly cancelledInTime: boolean | null | undefined;
}

export interface EndedOrder extends PlacedOrder {
  readonly result: PurchaseResult;
}

/** Somebody who buys, and asks again with the same key until there is an answer. */
export class Customer {
  readonly #host: MortalHost;

  constructor(host: MortalHost) {
    this.#host = host;
  }

  async buy(kind: Kind, key: string, hesitationMs: number): Promise<PlacedOrder> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `"${key}"` };
    const init = { method: 'POST', headers, body: bodyOf(kind) };
    const { id } = Accepted.parse(await this.#until([202], () => this.#host.insist(ROUTE, init)));
    await pause(hesitationMs);
    // A repetition of the whole request is the same order.
    expectSame(id, Accepted.parse(await this.#until([202], () => this.#host.insist(ROUTE, init))).id);
    const { meanwhile } = kind;
    if (meanwhile === 'cancel') return { kind, id, cancelledInTime: await this.#cancel(id) };
    if (meanwhile !== undefined) await this.#decide(id, meanwhile);
    return { kind, id, cancelledInTime: undefined };
  }

  async awaitEnd(order: PlacedOrder): Promise<EndedOrder> {
    const what = `the order ends: ${order.kind.name} (${order.id})`;
    const { state, result, fault = '' } = await eventually(what, () => this.#endOf(order.id), ENDS_WITHIN_MS);
    if (state !== 'completed') throw new Error(`${order.kind.name} (${order.id}) ${state}: ${fault}`);
    return { ...order, result: PurchaseResult.parse(result) };
  }

  async #endOf(id: string): Promise<z.output<typeof View> | undefined> {
    const { status, body } = await this.#host.insist(`${ROUTE}/${id}`);
    if (status !== 200) throw new Error(`${id} was accepted, and now is ${status}: ${JSON.stringify(body)}`);
    const view = View.parse(body);
    return ['completed', 'failed', 'terminated'].includes(view.state) ? view : undefined;
  }

  async #decide(id: string, decision: 'approve' | 'reject'): Promise<void> {
    const approvalId = approvalIdOf({ process: purchase.name, instanceId: id, step: approvalStep });
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ decision, by: 'clerk' }) };
    // 404 until it waits; 409 when an earlier request without an answer has decided.
    await this.#until([200, 409], () => this.#host.insist(`/api/approvals/${encodeURIComponent(approvalId)}`, init));
  }

  async #cancel(id: string): Promise<boolean | null> {
    const cancel = () => this.#host.insist(`${ROUTE}/${id}/cancel`, { method: 'POST' });
    return Cancellation.parse(await this.#until([202, 409], cancel)).inTime;
  }

  async #until(statuses: readonly number[], ask: () => Promise<Reply>): Promise<unknown> {
    for (;;) {
      const { status, body } = await ask();
      if (statuses.includes(status)) return body;
      if (status < 500 && status !== 404 && status !== 202) throw new Error(`${status}: ${JSON.stringify(body)}`);
      await pause(RETRY_MS);
    }
  }
}

function expectSame(id: string, repeated: string): void {
  if (id !== repeated) throw new Error(`One key gave two orders: ${id} and ${repeated}`);
}
