import type { ProcessContext } from '../../orchestration/process-context';
import { OrderId } from '../../shared/ids';
import type { PurchaseInput } from './contract';

/** An order with the ids under which services and entities know it. */
export interface Order extends Omit<PurchaseInput, 'orderId'> {
  readonly orderId: OrderId;
  /** Names the payment, the reservations and the parcels: chosen here, so that an undo never depends on an answer. */
  readonly reference: string;
}

export function orderOf({ instanceId }: ProcessContext, input: PurchaseInput): Order {
  return { ...input, orderId: input.orderId ?? OrderId.parse(instanceId), reference: instanceId };
}
