import { describe, expect, it } from '@jest/globals';
import { call } from '../../../src/orchestration/call';
import { parallel } from '../../../src/orchestration/parallel';
import { anActivity, fail, tell } from '../../support/story';

const pay = anActivity('bank.pay');

describe('a call', () => {
  it('gives the answer of the activity', () => {
    const run = tell((context) => call(context, pay, { cents: 5 }), { answers: { 'bank.pay': () => 'paid' } });
    expect(run.result).toBe('paid');
  });

  it('has the instance and the step as its key, over all attempts', () => {
    const answers = { 'bank.pay': (_input: unknown, count: number) => (count < 3 ? fail('down') : 'paid') };
    const run = tell((context) => call(context, pay, {}, { step: 'deposit' }), { answers });
    run.skip(10_000);
    expect(run.inputs).toEqual(
      [1, 2, 3].map((attempt) => ({
        ...{ idempotencyKey: 'test-1/deposit', payload: {} },
        about: { process: 'tale', attempt },
      })),
    );
  });

  it('pauses longer after each failure and gives up with the last fault', () => {
    const run = tell((context) => call(context, pay, {}), {
      answers: { 'bank.pay': (_input, count) => fail(`down ${count}`) },
    });
    expect(run.openTimers.map(({ at }) => at - run.currentUtcDateTime.getTime())).toEqual([1_000]);
    run.skip(1_000);
    expect(run.openTimers.map(({ at }) => at - run.currentUtcDateTime.getTime())).toEqual([2_000]);
    run.skip(2_000);
    expect(run.fault).toEqual(new Error('down 3'));
  });

  it('shows every attempt and the pause in the progress', () => {
    const run = tell((context) => call(context, pay, {}), {
      answers: { 'bank.pay': (_input, count) => (count === 1 ? fail('down\n at stack') : { outcome: 'paid' }) },
    });
    expect(run.customStatus).toMatchObject({ steps: [{ state: 'waiting', attempts: 1, fault: 'down' }] });
    run.skip(1_000);
    expect(run.customStatus).toMatchObject({ steps: [{ state: 'done', attempts: 2, outcome: 'paid' }] });
  });

  it('refuses a second step of the same name, because both would be one effect', () => {
    const run = tell(
      function* (context) {
        yield* call(context, pay, {});
        yield* call(context, pay, {});
      },
      { answers: { 'bank.pay': () => 'paid' } },
    );
    expect(String(run.fault)).toContain("Step 'bank.pay' began before");
  });

  it('takes an answer that breaks the contract for a fault', () => {
    const strictPay = { ...pay, output: pay.output.refine((value) => value === 'paid', 'expected paid') };
    const run = tell((context) => call(context, strictPay, {}), { answers: { 'bank.pay': () => 'lost' } });
    run.skip(10_000);
    expect(String(run.fault)).toContain('expected paid');
  });
});

describe('parallel calls', () => {
  const north = anActivity('north.send');
  const south = anActivity('south.send');

  it('are scheduled together and answer in their order', () => {
    const run = tell(
      (context) => parallel(context, [(branch) => call(branch, north, {}), (branch) => call(branch, south, {})]),
      { answers: { 'north.send': () => 'n', 'south.send': () => 's' }, held: ['north.send', 'south.send'] },
    );
    expect(run.scheduled).toEqual(['north.send', 'south.send']);
    run.release('south.send');
    run.release('north.send');
    expect(run.result).toEqual(['n', 's']);
  });

  it('all run to their end before a fault of one is thrown', () => {
    const run = tell(
      (context) => parallel(context, [(branch) => call(branch, north, {}), (branch) => call(branch, south, {})]),
      {
        answers: { 'north.send': () => fail('closed'), 'south.send': (_i, count) => (count < 3 ? fail('busy') : 's') },
      },
    );
    run.skip(10_000);
    expect(run.scheduled.filter((name) => name === 'south.send')).toHaveLength(3);
    expect(run.fault).toEqual(new Error('closed'));
  });

  it('may hold parallel calls themselves', () => {
    const run = tell(
      (context) =>
        parallel(context, [
          (branch) => parallel(branch, [(inner) => call(inner, north, {})]),
          (branch) => parallel(branch, [(inner) => call(inner, south, {})]),
        ]),
      { answers: { 'north.send': () => 'n', 'south.send': () => 's' } },
    );
    expect(run.result).toEqual([['n'], ['s']]);
  });

  it('are nothing when there are none', () => {
    expect(tell((context) => parallel(context, [])).result).toEqual([]);
  });
});

describe('a call with a time for all its attempts', () => {
  it('fails when the time is over, while it runs and while it pauses, and leaves no timer open', () => {
    const running = tell((context) => call(context, pay, {}, { timeoutMs: 500 }), { held: ['bank.pay'] });
    const pausing = tell((context) => call(context, pay, {}, { timeoutMs: 500 }), {
      answers: { 'bank.pay': () => fail('down') },
    });
    for (const run of [running, pausing]) {
      run.skip(500);
      expect(String(run.fault)).toContain('step.timeout: bank.pay had no answer within 500 ms');
      expect(run.customStatus).toMatchObject({ steps: [{ state: 'failed' }] });
      expect(run.openTimers).toEqual([]);
    }
  });

  it('gives an answer that comes in time', () => {
    const run = tell((context) => call(context, pay, {}, { timeoutMs: 5_000 }), {
      answers: { 'bank.pay': (_input, count) => (count < 3 ? fail('down') : 'paid') },
    });
    run.skip(5_000);
    expect(run.result).toBe('paid');
    expect(run.openTimers).toEqual([]);
  });
});

describe('a fault that is hopeless', () => {
  it('is not retried', () => {
    const run = tell((context) => call(context, pay, {}), {
      answers: { 'bank.pay': () => fail('activity.notRetryable: the account is of another bank') },
    });
    expect(run.scheduled).toEqual(['bank.pay']);
    expect(String(run.fault)).toContain('another bank');
  });
});
