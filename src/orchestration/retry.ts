import type { RetryPolicy } from '../shared/contract';
import { HOUR_MS } from '../shared/durations';

/**
 * `forward`: there is no way back, so trying never ends; after the policy's attempts it goes on once an hour.
 * `once`: an operator has it tried again and waits for the answer.
 */
export type RetryMode = 'bounded' | 'forward' | 'once';

/** How long to pause after the failed attempt; `undefined` gives up. */
export function pauseAfter(policy: RetryPolicy, attempt: number, mode: RetryMode): number | undefined {
  if (mode === 'once') return undefined;
  if (attempt >= policy.attempts) return mode === 'forward' ? HOUR_MS : undefined;
  return Math.min(policy.firstDelayMs * policy.backoff ** (attempt - 1), policy.maxDelayMs);
}
