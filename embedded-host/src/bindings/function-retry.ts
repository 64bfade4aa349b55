/**
 * Function-level retries: the option `retry` of a timer or of a function whose trigger comes from outside. HTTP and durable
 * functions have none, as on the real host.
 */
import type { RetryContext } from '../app-loader/functions-core';
import type { RegisteredFunction, RetryOptions } from '../app-loader/registry';
import type { Clock } from '../clock/clock';
import { beginRequest } from './function-requests';
import type { InFlight } from './in-flight';
import type { InvocationInput, InvocationScope } from './invoke';
import { invokeFunction } from './invoke';
import { describeThrown } from './thrown';
import { traceContextOf } from './trace-context';

export interface RetryParts {
  readonly scope: InvocationScope;
  readonly clock: Clock;
  /** Attempts count as under way, the pauses between them do not: time may be skipped over them. */
  readonly inFlight: InFlight;
}

/** For ever, in the words of the library. */
const UNLIMITED = -1;
const DEFAULT_DELAY_S = 1;

/**
 * Invokes a function until it succeeds or its retries are used up. Never rejects: each failure has been logged. False if
 * the host stopped before that.
 */
export async function invokeWithRetries(
  { scope, clock, inFlight }: RetryParts,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<boolean> {
  const { retry } = registered;
  let retryContext: RetryContext | undefined;
  while (!inFlight.isClosed) {
    const failure = await inFlight.track(
      attempt(scope, registered, { ...input, ...(retryContext && { retryContext }) }),
    );
    const retryCount = (retryContext?.retryCount ?? 0) + 1;
    if (!failure || !retry || (retry.maxRetryCount !== UNLIMITED && retryCount > retry.maxRetryCount)) return true;
    retryContext = { retryCount, maxRetryCount: retry.maxRetryCount, exception: exceptionOf(failure.thrown) };
    await pause(clock, retryDelayMs(retry, retryCount));
  }
  return false;
}

async function attempt(
  scope: InvocationScope,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<{ readonly thrown: unknown } | undefined> {
  const request = scope.requests && beginRequest(scope.requests, registered.name);
  const own = request && { invocationId: request.invocationId, traceContext: traceContextOf(request.context) };
  try {
    await invokeFunction(scope, registered, { ...input, ...own });
    request?.end({ isSuccess: true, trigger: { type: 'other' } });
    return undefined;
  } catch (thrown) {
    request?.end({ isSuccess: false, trigger: { type: 'other' } });
    return { thrown };
  }
}

function exceptionOf(thrown: unknown): NonNullable<RetryContext['exception']> {
  const { message, stack } = describeThrown(thrown);
  return { message, source: '', stackTrace: stack };
}

/** Before the n-th retry. The exponential delay doubles with some chance in it, from the least to the longest. */
export function retryDelayMs(retry: RetryOptions, retryCount: number): number {
  if (retry.retryStrategy !== 'exponentialBackoff') return (retry.delayInterval ?? DEFAULT_DELAY_S) * 1000;
  const { minimumInterval: least = DEFAULT_DELAY_S, maximumInterval: longest = Infinity } = retry;
  const spread = 0.8 + Math.random() * 0.4;
  return Math.min(longest, least + least * (2 ** (retryCount - 1) - 1) * spread) * 1000;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.alarm(clock.now() + ms, resolve);
  });
}
