/** The door of the purchase: what starts it, how it ends, and what it may be told meanwhile. */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { Address } from '../../shared/address';
import type { ProcessContract } from '../../shared/contract';
import { DAY_MS } from '../../shared/durations';
import { CardToken, CustomerId, OrderId, Sku, WarehouseId } from '../../shared/ids';
import { Cents, Currency, PositiveCents } from '../../shared/money';
import { OrderLine } from '../../shared/order-line';
import { CancelReason, Reason } from '../../shared/reason';
import { durationIn, type SettingsBlock, wholeNumber } from '../../shared/settings-block';

const OrderLines = z
  .array(OrderLine)
  .min(1)
  .max(100)
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, { sku }] of value.entries()) {
      if (seen.has(sku)) {
        issues.push({
          code: 'custom',
          input: sku,
          path: [index, 'sku'],
          message: 'expected each SKU in one line only',
        });
      }
      seen.add(sku);
    }
  });

/** What a customer sends. */
export const PurchaseOrder = z.object({
  /** The id of the process instance when absent. */
  orderId: OrderId.optional(),
  customer: z.object({ id: CustomerId, email: personal(z.email().max(254)).optional() }),
  lines: OrderLines,
  currency: Currency.default('EUR'),
  cardToken: CardToken,
  shipTo: Address,
});
export type PurchaseOrder = z.infer<typeof PurchaseOrder>;

/** What the shop decides. Given with the input, because a process must not read settings that may change meanwhile. */
export const PurchaseOptions = z
  .object({
    /** An order above this waits for a human. */
    approvalThresholdCents: Cents.default(100_000),
    approvalReminderMs: z.int().positive('expected a time above zero').default(DAY_MS),
    approvalDeadlineMs: z
      .int()
      .positive('expected a time above zero')
      // The card holds the money for a week; the decision has to come before.
      .max(5 * DAY_MS, 'expected at most 5 days (120 hours)')
      .default(3 * DAY_MS),
    approverEmail: personal(z.email()).optional(),
  })
  .refine(({ approvalReminderMs, approvalDeadlineMs }) => approvalReminderMs < approvalDeadlineMs, {
    path: ['approvalReminderMs'],
    message: 'expected a reminder before the deadline',
  });
export type PurchaseOptions = z.infer<typeof PurchaseOptions>;

export const purchaseSettings = {
  prefix: 'PURCHASE',
  options: PurchaseOptions,
  variables: {
    approvalThresholdCents: { name: 'APPROVAL_THRESHOLD_CENTS', value: wholeNumber },
    approvalReminderMs: { name: 'APPROVAL_REMINDER_HOURS', value: durationIn('hours') },
    approvalDeadlineMs: { name: 'APPROVAL_DEADLINE_HOURS', value: durationIn('hours') },
    approverEmail: { name: 'APPROVER_EMAIL', value: personal(z.email('expected an e-mail address')) },
  },
} as const satisfies SettingsBlock<typeof PurchaseOptions>;

export const PurchaseInput = PurchaseOrder.extend({ options: PurchaseOptions.prefault({}) });
export type PurchaseInput = z.infer<typeof PurchaseInput>;

const Parcel = z.object({ warehouse: WarehouseId, parcelId: z.string(), trackingNumber: personal(z.string()) });
export type Parcel = z.infer<typeof Parcel>;

/** A line that was paid and could not be sent; its money went back. */
const UndeliveredLine = OrderLine.extend({ reason: Reason });
export type UndeliveredLine = z.infer<typeof UndeliveredLine>;

/** Undos that kept failing: somebody has to look after them. Absent when all went well. */
const notUndone = z.array(z.string()).optional();

/** Who said no, and why. */
const Rejection = z.object({
  by: z.enum(['pricing', 'stock', 'fraud', 'payment', 'approval']),
  reason: Reason,
  sku: Sku.optional(),
  /** What the approver wrote. */
  comment: personal(z.string()).optional(),
});
export type Rejection = z.infer<typeof Rejection>;

export const PurchaseResult = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('fulfilled'),
    orderId: OrderId,
    totalCents: PositiveCents,
    currency: Currency,
    parcels: z.array(Parcel),
    undelivered: z.array(UndeliveredLine),
    refundedCents: Cents,
  }),
  /** Paid, but nothing could be sent: all the money went back. */
  z.object({ outcome: z.literal('undeliverable'), orderId: OrderId, reason: Reason, refundedCents: Cents }),
  Rejection.extend({ outcome: z.literal('rejected'), orderId: OrderId, notUndone }),
  /** Nobody decided in time. */
  z.object({ outcome: z.literal('expired'), orderId: OrderId, reason: Reason, notUndone }),
  z.object({ outcome: z.literal('cancelled'), orderId: OrderId, reason: CancelReason, notUndone }),
]);
export type PurchaseResult = z.infer<typeof PurchaseResult>;

/** The human decision, as the inbox and the event name it. */
export const approvalStep = 'approval';

export const purchase = {
  name: 'purchase',
  title: 'Purchase',
  description: 'Prices, reserves, checks, pays and sends an order; an expensive or suspicious one waits for a human.',
  version: 2,
  idempotencyKey: 'optional',
  input: PurchaseInput,
  result: PurchaseResult,
} as const satisfies ProcessContract;
