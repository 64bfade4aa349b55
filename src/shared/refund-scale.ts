/** How much of a price comes back, by the days that are left: a rule as data, so that it can be read, changed and tested. */
import { z } from 'zod';
import { DAY_MS } from './durations';
import { type Instant, millisOf } from './instant';
import type { Cents } from './money';

const RefundTier = z.object({
  /** So many whole days or more before the date. */
  daysBefore: z.int().nonnegative(),
  percent: z.int().min(0).max(100),
});

/** From the earliest to the latest: who cancels earlier never gets less. What is later than all tiers gives nothing. */
export const RefundScale = z
  .array(RefundTier)
  .refine((tiers) => tiers.every((tier, index) => isFollowed(tier, tiers[index + 1])), {
    message: 'expected fewer days, and no higher percentage, in each following tier',
  });
export type RefundScale = z.infer<typeof RefundScale>;

function isFollowed(tier: z.infer<typeof RefundTier>, next: z.infer<typeof RefundTier> | undefined): boolean {
  return next === undefined || (next.daysBefore < tier.daysBefore && next.percent <= tier.percent);
}

/** What comes back of a price, rounded down to whole cents. */
export function refundOf(scale: RefundScale, priceCents: Cents, daysBefore: number): Cents {
  const percent = scale.find((tier) => daysBefore >= tier.daysBefore)?.percent ?? 0;
  return Math.floor((priceCents * percent) / 100);
}

/** Whole days; negative when the date has passed. */
export function daysUntil(date: Instant, now: Instant): number {
  return Math.floor((millisOf(date) - millisOf(now)) / DAY_MS);
}
