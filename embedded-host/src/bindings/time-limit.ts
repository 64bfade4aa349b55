import type { Clock } from '../clock/clock';

/** As the real host words it. */
export class FunctionTimeoutError extends Error {
  constructor(functionName: string, limitMs: number) {
    super(`Timeout value of ${timeSpan(limitMs)} was exceeded by function: Functions.${functionName}`);
    this.name = 'FunctionTimeoutError';
  }
}

/**
 * host.json's `functionTimeout`: a function that takes longer counts as failed. What it does afterwards cannot be stopped
 * within one process, but nobody waits for it any more.
 */
export class TimeLimit {
  readonly #clock: Clock;
  readonly #limitMs: number | undefined;

  constructor(clock: Clock, limitMs: number | undefined) {
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  /** Settles as `work` does, or rejects with a FunctionTimeoutError when that takes too long. */
  async guard<Result>(functionName: string, work: Promise<Result>): Promise<Result> {
    const limitMs = this.#limitMs;
    if (limitMs === undefined) return work;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const alarm = this.#clock.alarm(this.#clock.now() + limitMs, () => {
      reject(new FunctionTimeoutError(functionName, limitMs));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      alarm.cancel();
    }
  }
}

function timeSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
