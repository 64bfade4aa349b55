/** The door of the erasure: the right to be forgotten (article 17 of the GDPR) as a process. */
import { z } from 'zod';
import type { ProcessContract } from '../../shared/contract';
import { DAY_MS } from '../../shared/durations';
import { CustomerId } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { CancelReason, Reason } from '../../shared/reason';
import { durationIn, type SettingsBlock } from '../../shared/settings-block';

/** The id alone: what is erased must not live on in the erasure's own history. */
export const ErasureOrder = z.object({ customerId: CustomerId });
export type ErasureOrder = z.infer<typeof ErasureOrder>;

export const ErasureOptions = z.object({
  /** How long the customer may withdraw the request. */
  withdrawalMs: z
    .int()
    .nonnegative()
    // The law gives a month for all of it.
    .max(21 * DAY_MS, 'expected at most 21 days')
    .default(3 * DAY_MS),
});
export type ErasureOptions = z.infer<typeof ErasureOptions>;

export const erasureSettings = {
  prefix: 'ERASURE',
  options: ErasureOptions.prefault({}),
  variables: { withdrawalMs: { name: 'WITHDRAWAL_DAYS', value: durationIn('days') } },
} as const satisfies SettingsBlock;

export const ErasureInput = ErasureOrder.extend({ options: ErasureOptions.prefault({}) });
export type ErasureInput = z.infer<typeof ErasureInput>;

const ErasedSystem = z.object({
  system: z.enum(['crm', 'billing', 'support', 'notifications']),
  records: z.int().nonnegative(),
  /** What stays, without the person, because a law wants it. */
  kept: z.array(z.string()),
});
export type ErasedSystem = z.infer<typeof ErasedSystem>;

/** What the customer gets in writing. */
const Certificate = z.object({
  certificateId: z.string(),
  requestedAt: Instant,
  erasedAt: Instant,
  systems: z.array(ErasedSystem),
  /** Onboardings of the customer whose inputs and histories are gone, too. */
  histories: z.int().nonnegative(),
});

const notUndone = z.array(z.string()).optional();

export const ErasureResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('erased'), customerId: CustomerId, certificate: Certificate }),
  z.object({
    outcome: z.literal('rejected'),
    customerId: CustomerId,
    by: z.enum(['customerFile', 'billing']),
    reason: Reason,
    notUndone,
  }),
  z.object({ outcome: z.literal('withdrawn'), customerId: CustomerId, reason: CancelReason, notUndone }),
]);
export type ErasureResult = z.infer<typeof ErasureResult>;

export const erasure = {
  name: 'erasure',
  title: 'Erasure of a customer',
  description: 'Removes a customer from every system that has the customer, and certifies it.',
  version: 1,
  idempotencyKey: 'required',
  // Nobody has a customer erased by naming one: whoever starts it has checked who asks.
  startRoles: ['operator', 'service'],
  businessKey: ({ customerId }: ErasureInput) => customerId,
  input: ErasureInput,
  result: ErasureResult,
} as const satisfies ProcessContract;
