/**
 * Retry arithmetic of the Durable Task Framework (`RetryInterceptor`), and the one rule the JavaScript SDK adds:
 * it waits for a timer after *every* failed attempt, the last one included, before it surfaces the error.
 */
import type { RetryOptions } from './actions';

const SIX_DAYS_MS = 6 * 24 * 60 * 60 * 1000;

/** Milliseconds to wait after the n-th failure (n from 1). */
export function retryDelay(options: RetryOptions, failures: number): number {
  const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (failures - 1);
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? SIX_DAYS_MS);
}

export function isLastAttempt(options: RetryOptions, attempt: number): boolean {
  return attempt >= options.maxNumberOfAttempts;
}

/**
 * True when the framework gives up before the attempts are used up: the retry timeout is over, or the failure says
 * that a retry is useless. The SDK does not know these rules, so the remaining attempts are answered for it.
 */
export function givesUp(options: RetryOptions, since: number, now: number, isNonRetriable: boolean): boolean {
  return isNonRetriable || now - since >= (options.retryTimeoutInMilliseconds ?? Number.POSITIVE_INFINITY);
}
