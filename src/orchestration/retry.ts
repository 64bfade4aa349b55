import type { RetryPolicy } from '../shared/contract';
import { HOUR_MS } from '../shared/durations';
import { faultMessage } from '../shared/fault-message';
import { shareOf } from '../shared/share-of';

/**
 * `forward`: there is no way back, so trying never ends; after the policy's attempts it goes on once an hour.
 * `once`: an operator has it tried again and waits for the answer.
 */
export type RetryMode = 'bounded' | 'forward' | 'once';

export interface FailedAttempt {
  /** From 1. */
  readonly count: number;
  readonly fault: unknown;
  /** Names the step in all the world: what the jitter is drawn from. */
  readonly key: string;
}

/** How long to pause after the failed attempt; `undefined` gives up. */
export function pauseAfter(policy: RetryPolicy, failed: FailedAttempt, mode: RetryMode): number | undefined {
  const { count, key } = failed;
  if (mode === 'once') return undefined;
  if (hasGivenUp(policy, failed)) return mode === 'forward' ? HOUR_MS : undefined;
  const delayMs = Math.min(policy.firstDelayMs * policy.backoff ** (count - 1), policy.maxDelayMs);
  const { jitter = 0 } = policy;
  return jitter === 0 ? delayMs : Math.round(delayMs * (1 - jitter * shareOf(`${key}#${count}`)));
}

/** The policy has ended: it was tried often enough, or trying again is hopeless. */
export function hasGivenUp(policy: RetryPolicy, { count, fault }: Omit<FailedAttempt, 'key'>): boolean {
  return count >= policy.attempts || isHopeless(fault);
}

/** The activity, or the breaker of its service, has said so. The code leads the message, because a history keeps no more of a fault. */
export function isHopeless(fault: unknown): boolean {
  return /^(activity\.notRetryable|service\.circuitOpen):/.test(faultMessage(fault));
}
