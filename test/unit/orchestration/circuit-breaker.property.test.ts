import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CircuitBreakerState } from '../../../src/entities/circuit-breaker/contract';
import { circuitBreakerEntity } from '../../../src/entities/circuit-breaker/entity';
import { call } from '../../../src/orchestration/call';
import { anActivity, fail, tell } from '../../support/story';

const policy = { faults: 3, openMs: 10_000 };
const START = Date.parse('2026-01-01T00:00:00.000Z');

const AnEvent = fc.record({
  operation: fc.constantFrom('admit' as const, 'report' as const),
  attempt: fc.constantFrom('a', 'b', 'c'),
  answered: fc.boolean(),
  afterMs: fc.integer({ min: 0, max: 6_000 }),
});

/** What has to hold for each step from one state to the next. */
function expectAllowed(before: CircuitBreakerState, after: CircuitBreakerState, told: ReturnType<typeof happening>) {
  const { operation, attempt, answered, now, answer } = told;
  const isOver = before.state !== 'closed' && Date.parse(now) >= Date.parse(before.until);
  if (operation === 'admit') {
    const isProbe = before.state === 'halfOpen' && before.probe === attempt;
    expect(answer.outcome).toBe(before.state === 'closed' || isProbe || isOver ? 'admitted' : 'open');
    if (answer.outcome === 'open' || before.state === 'closed' || isProbe) expect(after).toEqual(before);
    else expect(after).toMatchObject({ state: 'halfOpen', probe: attempt });
  } else if (before.state === 'closed') {
    const faults = answered ? 0 : before.faults + 1;
    expect(after).toMatchObject(faults < policy.faults ? { state: 'closed', faults } : { state: 'open' });
  } else if (before.state === 'halfOpen' && before.probe === attempt) {
    expect(after.state).toBe(answered ? 'closed' : 'open');
  } else expect(after).toEqual(before);
}

function happening(
  state: unknown,
  event: { operation: 'admit' | 'report'; attempt: string; answered: boolean; now: string },
) {
  const { operation, attempt, answered, now } = event;
  const input = { attempt, now, policy, ...(operation === 'report' ? { answered } : {}) };
  const applied = circuitBreakerEntity().apply({ key: 'bank', operation, state, input });
  // The answer of either operation; only that of `admit` has an outcome.
  return { ...event, state: applied.state, answer: applied.answer as { outcome?: 'admitted' | 'open' } };
}

describe('a circuit breaker', () => {
  it('goes from state to state by its rules only', () => {
    fc.assert(
      fc.property(fc.array(AnEvent, { maxLength: 60 }), (events) => {
        let state: CircuitBreakerState = { state: 'closed', faults: 0 };
        let at = START;
        for (const { afterMs, ...event } of events) {
          at += afterMs;
          const told = happening(state, { ...event, now: new Date(at).toISOString() });
          const after = CircuitBreakerState.parse(told.state);
          expectAllowed(state, after, told);
          state = after;
        }
      }),
    );
  });
});

const pay = { ...anActivity('bank.pay'), breaker: policy };
const until = '2026-01-01T00:00:10.000Z';
const openOnce = (_input: unknown, count: number) =>
  count === 1 ? { outcome: 'open', until } : { outcome: 'admitted' };

describe('a call of a service with a breaker', () => {
  it('asks before each attempt and reports after it', () => {
    const run = tell((context) => call(context, pay, {}), {
      answers: {
        'bank.pay': (_i, n) => (n === 1 ? fail('down') : 'paid'),
        'circuitBreaker.admit': () => ({ outcome: 'admitted' }),
      },
    });
    run.skip(1_000);
    const attempt = ['circuitBreaker.admit', 'bank.pay', '-> circuitBreaker.report'];
    expect(run.scheduled).toEqual([...attempt, ...attempt]);
    expect(run.result).toBe('paid');
  });

  it('waits while it is open, and shows it', () => {
    const run = tell((context) => call(context, pay, {}), {
      answers: { 'bank.pay': () => 'paid', 'circuitBreaker.admit': openOnce },
    });
    expect(run.customStatus).toMatchObject({ steps: [{ state: 'waiting', until, attempts: 1 }] });
    expect(run.scheduled).not.toContain('bank.pay');
    run.skip(10_000);
    expect(run.result).toBe('paid');
  });

  it('fails at once when it is told to, without an attempt', () => {
    const run = tell((context) => call(context, pay, {}, { breaker: 'failFast' }), {
      answers: { 'circuitBreaker.admit': openOnce },
    });
    expect(run.scheduled).toEqual(['circuitBreaker.admit']);
    expect(String(run.fault)).toContain('service.circuitOpen: bank is not asked until 2026-01-01T00:00:10.000Z');
  });
});
