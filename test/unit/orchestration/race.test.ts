import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { race } from '../../../src/orchestration/race';
import { Saga } from '../../../src/orchestration/saga';
import { sleep } from '../../../src/orchestration/sleep';
import type { Step } from '../../../src/orchestration/step';
import { waitForEvent } from '../../../src/orchestration/wait-for-event';
import { DAY_MS, HOUR_MS } from '../../../src/shared/durations';
import { anActivity, fail, tell } from '../../support/story';

const mail = anActivity('mail.send');
const other = anActivity('other.do');
const answers = { 'mail.send': () => 'sent', 'other.do': () => 'done' };

const paid = (inner: ProcessContext) =>
  waitForEvent(inner, {
    step: 'payment',
    event: 'paid',
    schema: z.object({ cents: z.int() }),
    expireAfterMs: 9 * DAY_MS,
  });

function* letters(inner: ProcessContext): Step<string> {
  for (let week = 1; week <= 3; week += 1) {
    yield* call(inner, mail, {}, { step: `letter/${week}` });
    yield* sleep(inner, { step: `week/${week}`, forMs: DAY_MS });
  }
  return 'all sent';
}

const contest = (context: ProcessContext) => race(context, { paid, letters });

describe('a race', () => {
  it('is won by the event, and the timer of the other branch is cancelled', () => {
    const run = tell(contest, { answers });
    run.skip(DAY_MS);
    run.raise('paid', { cents: 5 });
    expect(run.result).toEqual({ winner: 'paid', value: { outcome: 'received', event: { cents: 5 } } });
    expect(run.openTimers).toEqual([]);
    expect(run.scheduled).toEqual(['mail.send', 'mail.send']);
    expect(run.customStatus).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'week/2', outcome: 'raceLost' })]),
    });
  });

  it('is won by the branch that works, and the wait for the event ends', () => {
    const run = tell(contest, { answers });
    run.skip(3 * DAY_MS);
    expect(run.result).toEqual({ winner: 'letters', value: 'all sent' });
    expect(run.openTimers).toEqual([]);
    expect(run.customStatus).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'payment', outcome: 'raceLost' })]),
    });
  });

  it('is won by an event that comes while the other branch works or pauses before another attempt', () => {
    const working = tell(contest, { answers, held: ['mail.send'] });
    const pausing = tell(contest, { answers: { 'mail.send': () => fail('down') } });
    for (const run of [working, pausing]) {
      run.raise('paid', { cents: 'none' });
      run.raise('paid', { cents: 5 });
      run.release('mail.send');
      expect(run.result).toMatchObject({ winner: 'paid' });
      expect(run.openTimers).toEqual([]);
    }
  });

  it('ends with the fault of the branch that fails first', () => {
    const run = tell(contest, { answers: { 'mail.send': () => fail('broken') } });
    run.skip(HOUR_MS);
    expect(run.fault).toEqual(new Error('broken'));
    expect(run.openTimers).toEqual([]);
  });

  it('lets two branches that call something take turns', () => {
    function* twice(inner: ProcessContext, name: string): Step<string> {
      yield* call(inner, other, {}, { step: `${name}/1` });
      yield* call(inner, other, {}, { step: `${name}/2` });
      return name;
    }
    const run = tell((context) => race(context, { a: (inner) => twice(inner, 'a'), b: (inner) => twice(inner, 'b') }), {
      answers,
      held: ['other.do'],
    });
    expect(run.scheduled).toHaveLength(1);
    run.release('other.do');
    expect(run.result).toEqual({ winner: 'a', value: 'a' });
    expect(run.scheduled).toHaveLength(3);
  });

  it('between two that wait is won by whose moment comes first', () => {
    const run = tell((context) =>
      race(context, {
        late: (inner) => sleep(inner, { step: 'late', forMs: 2 * HOUR_MS }),
        early: (inner) => sleep(inner, { step: 'early', forMs: HOUR_MS }),
        paid,
      }),
    );
    run.raise('paid', {});
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ winner: 'early', value: undefined });
    expect(run.openTimers).toEqual([]);
  });

  it('that is cancelled lets each branch clean up, with steps of its own', () => {
    const tidy = (step: string) =>
      function* (inner: ProcessContext): Step<void> {
        try {
          yield* sleep(inner, { step, forMs: DAY_MS });
        } finally {
          yield* inner.wait(inner.df.callActivity('other.do'));
        }
      };
    const run = tell(
      (context) => {
        const story = () => race(context, { first: tidy('rest'), letters, last: tidy('more rest') });
        return Saga.run<unknown>(context, { story, whenCancelled: () => 'cancelled' });
      },
      { answers },
    );
    run.raise(cancelRequested, {});
    expect(run.scheduled).toEqual(['mail.send', 'other.do', 'other.do']);
    expect(run.result).toMatchObject({ result: 'cancelled' });
  });

  it('that is cancelled ends all its waits, and lets the step that runs end', () => {
    for (const held of [[], ['mail.send']]) {
      const run = tell(
        (context) => Saga.run<unknown>(context, { story: () => contest(context), whenCancelled: () => 'cancelled' }),
        { answers, held },
      );
      run.raise(cancelRequested, {});
      run.release('mail.send');
      expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
      expect(run.openTimers).toEqual([]);
    }
  });
});
