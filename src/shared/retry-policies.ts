import type { RetryPolicy } from './contract';
import { MINUTE_MS, SECOND_MS } from './durations';

/** For steps that may be given up: about half a minute of trying, then the process compensates. */
export const patient = {
  firstDelayMs: 2 * SECOND_MS,
  attempts: 5,
  backoff: 2,
  maxDelayMs: MINUTE_MS,
} as const satisfies RetryPolicy;

/** For undos and for steps behind the pivot, which have no way back: about an hour of trying. */
export const persistent = {
  firstDelayMs: 2 * SECOND_MS,
  attempts: 15,
  backoff: 2,
  maxDelayMs: 10 * MINUTE_MS,
} as const satisfies RetryPolicy;

/** For best effort, where a failure is only noted. */
export const brief = {
  firstDelayMs: SECOND_MS,
  attempts: 3,
  backoff: 2,
  maxDelayMs: 10 * SECOND_MS,
} as const satisfies RetryPolicy;
