import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseAfter } from '../../../src/orchestration/retry';
import { HOUR_MS } from '../../../src/shared/durations';
import { AppError } from '../../../src/shared/errors';
import { shareOf } from '../../../src/shared/share-of';

const APolicy = fc.record({
  firstDelayMs: fc.integer({ min: 1, max: 60_000 }),
  attempts: fc.integer({ min: 1, max: 20 }),
  backoff: fc.integer({ min: 1, max: 4 }),
  maxDelayMs: fc.integer({ min: 1, max: 600_000 }),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const fault = new Error('down');

describe('the pause before another attempt', () => {
  it('lies between the delay and the delay less its jitter, and is the same each time', () => {
    fc.assert(
      fc.property(APolicy, fc.integer({ min: 1, max: 20 }), fc.string(), (policy, count, key) => {
        const full = pauseAfter({ ...policy, jitter: 0 }, { count, fault, key }, 'bounded');
        const pause = pauseAfter(policy, { count, fault, key }, 'bounded');
        expect(pauseAfter(policy, { count, fault, key }, 'bounded')).toBe(pause);
        if (full === undefined || pause === undefined) {
          expect([full, pause, count >= policy.attempts]).toEqual([undefined, undefined, true]);
          return;
        }
        expect(pause).toBeLessThanOrEqual(full);
        expect(pause).toBeGreaterThanOrEqual(Math.floor(full * (1 - policy.jitter)));
        expect(full).toBeLessThanOrEqual(policy.maxDelayMs);
      }),
    );
  });

  it('differs between instances that failed in the same moment', () => {
    const policy = { firstDelayMs: 10_000, attempts: 3, backoff: 2, maxDelayMs: 60_000, jitter: 0.5 };
    const pauses = Array.from({ length: 200 }, (_, instance) =>
      pauseAfter(policy, { count: 1, fault, key: `purchase-${instance}/payments.authorize` }, 'bounded'),
    );
    expect(new Set(pauses).size).toBeGreaterThan(180);
  });

  it('is drawn evenly', () => {
    const shares = Array.from({ length: 4_000 }, (_, index) => shareOf(`instance/step#${index}`));
    const inTenth = Array.from({ length: 10 }, (_, tenth) =>
      shares.filter((share) => Math.floor(share * 10) === tenth),
    );
    for (const part of inTenth) expect(Math.abs(part.length - 400)).toBeLessThan(100);
  });

  it('is none where the activity says that it is hopeless, and an hour where there is no way back', () => {
    const policy = { firstDelayMs: 1, attempts: 9, backoff: 1, maxDelayMs: 9 };
    const hopeless = new Error(`Activity function 'a.b' failed: ${new AppError('activity.notRetryable').message}`);
    expect(pauseAfter(policy, { count: 1, fault: hopeless, key: 'k' }, 'bounded')).toBeUndefined();
    expect(pauseAfter(policy, { count: 1, fault: hopeless, key: 'k' }, 'forward')).toBe(HOUR_MS);
  });
});
