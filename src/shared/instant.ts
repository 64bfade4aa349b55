/** A moment as ISO 8601 text in UTC, the form in which histories and entity states keep time. */
import { z } from 'zod';

export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

export function millisOf(instant: Instant): number {
  return Date.parse(instant);
}

export function plusMs(instant: Instant, durationMs: number): Instant {
  return new Date(millisOf(instant) + durationMs).toISOString();
}

export function isAtOrAfter(instant: Instant, reference: Instant): boolean {
  return millisOf(instant) >= millisOf(reference);
}

export function earlierOf(one: Instant, other: Instant): Instant {
  return isAtOrAfter(one, other) ? other : one;
}
