import { type ApprovalEnding, waitForApproval } from '../../orchestration/approval';
import { call } from '../../orchestration/call';
import { defineProcess, type Story } from '../../orchestration/define-process';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { scoreOrder } from '../../services/fraud/contract';
import { authorizePayment, capturePayment } from '../../services/payments/contract';
import { priceOrder } from '../../services/pricing/contract';
import { formatMoney } from '../../shared/money';
import { approvalStep, purchase, type PurchaseResult, type Rejection } from './contract';
import { deliver, type Delivery } from './delivery';
import { tellApprovers, tellCustomer } from './notices';
import { type Order, orderOf } from './order';
import { purchaseV1 } from './orchestrator-v1';
import { giveBackPayment } from './payment';
import { reserveStock } from './stock';

const purchaseV2: Story<typeof purchase> = function* (context, input) {
  const order = orderOf(context, input);
  const { orderId } = order;
  try {
    const { result, notUndone } = yield* Saga.run<PurchaseResult>(context, {
      story: (saga) => buy(context, saga, order),
      whenCancelled: ({ reason = 'cancelledByCustomer' }) => ({ outcome: 'cancelled', orderId, reason }),
    });
    yield* tellCustomer(context, order, result.outcome);
    return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
  } catch (fault) {
    yield* tellCustomer(context, order, 'failed');
    throw fault;
  }
};

export const purchaseProcess = defineProcess(purchase, { 1: purchaseV1, 2: purchaseV2 });

function* buy(context: ProcessContext, saga: Saga, order: Order): Step<PurchaseResult> {
  const { orderId, reference, currency } = order;
  const rejected = (rejection: Rejection) =>
    saga.abandon<PurchaseResult>({ outcome: 'rejected', orderId, ...rejection });

  const price = yield* call(context, priceOrder, { lines: order.lines, currency });
  if (price.outcome === 'refused') return rejected({ by: 'pricing', reason: price.reason, sku: price.sku });
  const amountCents = price.totalCents;

  const stock = yield* reserveStock(context, saga, { order, lines: price.lines, undo: { group: 'stock' } });
  if (stock.outcome === 'refused') return rejected({ by: 'stock', reason: stock.reason, sku: stock.sku });

  const risk = yield* call(context, scoreOrder, {
    ...payerOf(order),
    country: order.shipTo.country,
    totalCents: amountCents,
  });
  if (risk.outcome === 'rejected') return rejected({ by: 'fraud', reason: risk.reason });

  // Held before a human is asked: a card that declines takes nobody's time, and an approved order is paid for.
  const giveBack = saga.undoWith('give back the payment', () => giveBackPayment(context, { reference, amountCents }));
  const hold = yield* call(context, authorizePayment, {
    ...payerOf(order),
    reference,
    amountCents,
    requestedAt: context.now,
  });
  if (hold.outcome === 'declined') {
    giveBack.drop();
    return rejected({ by: 'payment', reason: hold.reason });
  }

  if (risk.outcome === 'suspicious' || amountCents > order.options.approvalThresholdCents) {
    const ending = yield* approve(context, order, { amountCents, fraudScore: risk.score });
    if (ending.outcome === 'expired') return saga.abandon({ outcome: 'expired', orderId, reason: 'notApprovedInTime' });
    if (ending.decision === 'reject')
      return rejected({ by: 'approval', reason: 'notApproved', comment: ending.comment });
  }

  const payment = yield* saga.pivot(
    () => call(context, capturePayment, { reference, amountCents, requestedAt: context.now }),
    ({ outcome }) => outcome === 'captured',
  );
  if (payment.outcome === 'expired') return rejected({ by: 'payment', reason: 'authorizationExpired' });
  if (payment.outcome === 'declined') return rejected({ by: 'payment', reason: payment.reason });

  const delivery = yield* deliver(context, order, stock.lines);
  return deliveredOrder(order, amountCents, delivery);
}

function payerOf({ orderId, customer, currency, cardToken }: Order) {
  return { orderId, customerId: customer.id, currency, cardToken };
}

function approve(
  context: ProcessContext,
  order: Order,
  { amountCents, fraudScore }: { readonly amountCents: number; readonly fraudScore: number },
): Step<ApprovalEnding> {
  const { orderId, customer, currency, options } = order;
  return waitForApproval(context, {
    step: approvalStep,
    subject: `Order ${orderId}`.slice(0, 200),
    facts: { orderId, customerId: customer.id, total: formatMoney(amountCents, currency), fraudScore },
    remindAfterMs: options.approvalReminderMs,
    expireAfterMs: options.approvalDeadlineMs,
    notify: (inner, template) => tellApprovers(inner, order, template),
  });
}

function deliveredOrder({ orderId, currency }: Order, totalCents: number, delivery: Delivery): PurchaseResult {
  const { parcels, undelivered, refundedCents } = delivery;
  if (parcels.length > 0) {
    return { outcome: 'fulfilled', orderId, totalCents, currency, parcels, undelivered, refundedCents };
  }
  return { outcome: 'undeliverable', orderId, reason: undelivered[0]?.reason ?? 'nothingSent', refundedCents };
}
