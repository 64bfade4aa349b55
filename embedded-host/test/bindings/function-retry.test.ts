import { describe, expect, it } from '@jest/globals';
import { invokeWithRetries, retryDelayMs } from '../../src/bindings/function-retry';
import { InFlight } from '../../src/bindings/in-flight';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { FakeApp } from './fake-app';

interface RetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception: { readonly message: string };
}

/** A queue function that fails so many times; its attempts with the time and what they were told. */
function failing(times: number, retry: object) {
  const clock = new VirtualClock(0);
  const inFlight = new InFlight();
  const attempts: { at: number; retry: RetryContext | undefined }[] = [];
  const handler = (_message: unknown, context: unknown) => {
    attempts.push({ at: clock.now(), retry: (context as { retryContext?: RetryContext }).retryContext });
    if (attempts.length <= times) throw new Error(`failure ${attempts.length}`);
  };
  const app = new FakeApp([{ name: 'work', trigger: { type: 'queueTrigger' }, retry, handler }]);
  const parts = { scope: app.scope, clock, inFlight };
  const ended = invokeWithRetries(parts, app.function('work'), { data: { string: 'message' } });
  const pass = async (ms: number) => {
    await settled();
    for (const end = clock.now() + ms; clock.now() < end;) {
      clock.advanceTo(Math.min(end, clock.nextAlarm() ?? end));
      await settled();
    }
  };
  return { attempts, ended, inFlight, pass };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

const fixed = (maxRetryCount: number) => ({
  maxRetryCount,
  retryStrategy: 'fixedDelay',
  delayInterval: { seconds: 10 },
});

describe('function-level retries', () => {
  it('invoke again after a fixed delay until it succeeds, and count', async () => {
    const { attempts, ended, pass } = failing(2, fixed(5));
    await pass(60_000);
    expect(await ended).toBe(true);
    expect(attempts.map(({ at, retry }) => [at, retry?.retryCount, retry?.maxRetryCount])).toEqual([
      [0, undefined, undefined],
      [10_000, 1, 5],
      [20_000, 2, 5],
    ]);
  });

  it('tell each attempt why the one before failed', async () => {
    const { attempts, pass } = failing(2, fixed(5));
    await pass(60_000);
    expect(attempts.map(({ retry }) => retry?.exception.message)).toEqual([undefined, 'failure 1', 'failure 2']);
  });

  it('end when they are used up', async () => {
    const { attempts, ended, pass } = failing(99, fixed(3));
    await pass(600_000);
    expect(await ended).toBe(true);
    expect(attempts).toHaveLength(4);
  });

  it('never end with a count of -1', async () => {
    const { attempts, pass } = failing(99, fixed(-1));
    await pass(500_000);
    expect(attempts).toHaveLength(51);
  });

  it('end with the host', async () => {
    const { attempts, ended, inFlight, pass } = failing(99, fixed(-1));
    await pass(1000);
    inFlight.close();
    await pass(20_000);
    expect([await ended, attempts.length]).toEqual([false, 1]);
  });

  it('wait longer each time with exponential backoff, between the least and the longest delay', () => {
    const retry = {
      maxRetryCount: 9,
      retryStrategy: 'exponentialBackoff',
      minimumInterval: 4,
      maximumInterval: 60,
    } as const;
    const delays = [1, 2, 3, 4, 9].map((count) => retryDelayMs(retry, count));
    const bounds = [
      [4000, 4000],
      [7200, 8800],
      [13_600, 18_400],
      [26_400, 37_600],
      [60_000, 60_000],
    ];
    for (const [index, delay] of delays.entries()) {
      expect(delay).toBeGreaterThanOrEqual(bounds[index]?.[0] ?? NaN);
      expect(delay).toBeLessThanOrEqual(bounds[index]?.[1] ?? NaN);
    }
  });
});
