import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type NotificationTemplate, sendNotification } from '../../services/notifications/contract';
import type { PurchaseResult } from './contract';
import type { Order } from './order';

const templates = {
  fulfilled: 'orderConfirmed',
  undeliverable: 'orderRefused',
  rejected: 'orderRefused',
  expired: 'orderRefused',
  cancelled: 'orderCancelled',
  failed: 'orderFailed',
} as const satisfies Record<PurchaseResult['outcome'] | 'failed', NotificationTemplate>;

/** Best effort: an order does not fail because a mailbox is full. */
export function* tellCustomer(context: ProcessContext, order: Order, outcome: keyof typeof templates): Step<void> {
  const { email } = order.customer;
  if (email !== undefined) yield* bestEffort(context, (inner) => notify(inner, order, templates[outcome], email));
}

export function* tellApprovers(
  context: ProcessContext,
  order: Order,
  template: 'approvalRequested' | 'approvalReminder',
): Step<void> {
  const { approverEmail } = order.options;
  if (approverEmail !== undefined) yield* notify(context, order, template, approverEmail);
}

function notify(context: ProcessContext, order: Order, template: NotificationTemplate, to: string): Step<unknown> {
  const step = `${sendNotification.name}/${template}`;
  return call(context, sendNotification, { template, to, data: { orderId: order.orderId } }, { step });
}
