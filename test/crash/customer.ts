import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { approvalIdOf } from '../../src/entities/approval-inbox/contract';
import { approvalStep, purchase, PurchaseResult } from '../../src/processes/purchase/contract';
import { FrontDoor } from './front-door';
import { bodyOf, type Kind } from './orders';

export interface PlacedOrder {
  readonly kind: Kind;
  readonly id: string;
  /** What the customer was told about a cancellation; undefined without one, null when it was left open. */
  readonly cancelledInTime: boolean | null | undefined;
}

export interface EndedOrder extends PlacedOrder {
  readonly result: PurchaseResult;
}

/** Somebody who buys. */
export class Customer {
  readonly #door: FrontDoor;

  constructor(host: MortalHost) {
    this.#door = new FrontDoor(host, purchase.name);
  }

  async buy(kind: Kind, key: string, hesitationMs: number): Promise<PlacedOrder> {
    const id = await this.#door.start({ key, body: bodyOf(kind), hesitationMs });
    const { meanwhile } = kind;
    if (meanwhile === 'cancel') return { kind, id, cancelledInTime: await this.#door.cancel(id) };
    if (meanwhile !== undefined) await this.#decide(id, meanwhile);
    return { kind, id, cancelledInTime: undefined };
  }

  async awaitEnd(order: PlacedOrder): Promise<EndedOrder> {
    return { ...order, result: PurchaseResult.parse(await this.#door.awaitResult(order.id, order.kind.name)) };
  }

  async #decide(id: string, decision: 'approve' | 'reject'): Promise<void> {
    const approvalId = approvalIdOf({ process: purchase.name, instanceId: id, step: approvalStep });
    await this.#door.decide(approvalId, { decision, by: 'clerk' });
  }
}
