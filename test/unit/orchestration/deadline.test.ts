import { describe, expect, it } from '@jest/globals';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import { withDeadline } from '../../../src/orchestration/deadline';
import { parallel } from '../../../src/orchestration/parallel';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { Saga } from '../../../src/orchestration/saga';
import { sleep } from '../../../src/orchestration/sleep';
import type { Step } from '../../../src/orchestration/step';
import { HOUR_MS } from '../../../src/shared/durations';
import { anActivity, fail, tell } from '../../support/story';

const one = anActivity('do.one');
const two = anActivity('do.two');
const undo = anActivity('undo.one');
const limit = { step: 'limit', withinMs: 10_000 };

describe('a deadline', () => {
  it('that is kept gives the result and leaves no timer open', () => {
    const run = tell((context) => withDeadline(context, limit, (inner) => call(inner, one, {})), {
      answers: { 'do.one': () => 'ok' },
    });
    expect(run.result).toEqual({ outcome: 'inTime', value: 'ok' });
    expect(run.openTimers).toEqual([]);
  });

  it('ends the wait for a step that runs', () => {
    const run = tell((context) => withDeadline(context, limit, (inner) => call(inner, one, {})), { held: ['do.one'] });
    run.skip(9_999);
    expect(run.isDone).toBe(false);
    run.skip(1);
    expect(run.result).toEqual({ outcome: 'expired' });
    expect(run.customStatus).toMatchObject({
      steps: [
        { step: 'limit', outcome: 'expired' },
        { step: 'do.one', outcome: 'expired' },
      ],
    });
  });

  it('ends the pause between attempts, and a sleep, and no step begins behind it', () => {
    const answers = { 'do.one': () => fail('down'), 'do.two': () => 'ok' };
    const retrying = tell(
      (context) => withDeadline(context, { step: 'limit', withinMs: 2_500 }, (inner) => call(inner, one, {})),
      { answers },
    );
    const sleeping = tell(
      (context) =>
        withDeadline(context, limit, function* (inner) {
          yield* sleep(inner, { step: 'nap', forMs: HOUR_MS });
          yield* call(inner, two, {});
        }),
      { answers },
    );
    for (const run of [retrying, sleeping]) {
      run.skip(10_000);
      expect(run.result).toEqual({ outcome: 'expired' });
      expect(run.openTimers).toEqual([]);
      expect(run.scheduled).not.toContain('do.two');
    }
  });

  it('counts for parallel branches too', () => {
    const run = tell(
      (context) =>
        withDeadline(context, limit, (inner) =>
          parallel(inner, [(branch) => call(branch, one, {}), (branch) => call(branch, two, {})]),
        ),
      { answers: { 'do.one': () => 'ok' }, held: ['do.two'] },
    );
    run.skip(10_000);
    expect(run.result).toEqual({ outcome: 'expired' });
    expect(run.openTimers).toEqual([]);
  });

  it('that is nested in an earlier one leaves the earlier one in force', () => {
    const run = tell(
      (context) =>
        withDeadline(context, limit, (inner) =>
          withDeadline(inner, { step: 'later', withinMs: HOUR_MS }, (innermost) => call(innermost, one, {})),
        ),
      { held: ['do.one'] },
    );
    run.skip(10_000);
    expect(run.result).toEqual({ outcome: 'expired' });
  });

  it('leaves a fault and a cancellation what they are', () => {
    const failing = tell((context) => withDeadline(context, limit, (inner) => call(inner, one, {})), {
      answers: { 'do.one': () => fail('broken') },
    });
    failing.skip(9_000);
    expect(failing.fault).toEqual(new Error('broken'));
    const cancelled = tell(
      (context) =>
        Saga.run<unknown>(context, {
          story: () => withDeadline(context, limit, (inner) => sleep(inner, { step: 'nap', forMs: 5_000 })),
          whenCancelled: () => 'cancelled',
        }),
      {},
    );
    cancelled.raise(cancelRequested, {});
    expect(cancelled.result).toEqual({ result: 'cancelled', notUndone: [] });
    expect(cancelled.openTimers).toEqual([]);
  });
});

function* wholeProcess(context: ProcessContext): Step<unknown> {
  return yield* withDeadline(context, { ...limit, untilPivot: true }, (inner) =>
    Saga.run<unknown>(inner, {
      *story(saga) {
        saga.undoWith('one', () => call(inner, undo, {}));
        yield* call(inner, one, {});
        return yield* saga.pivot(
          () => call(inner, two, {}),
          () => true,
        );
      },
      whenCancelled: () => 'cancelled',
      whenStuck: 'report',
    }),
  );
}

describe('the deadline of a whole process', () => {
  it('undoes what was done, however long that takes', () => {
    const answers = { 'do.one': () => 'ok', 'undo.one': (_i: unknown, n: number) => (n < 3 ? fail('down') : 'ok') };
    const run = tell(wholeProcess, { answers, held: ['do.one'] });
    run.skip(10_000);
    run.release('do.one');
    run.skip(HOUR_MS);
    expect(run.scheduled.filter((name) => name === 'undo.one')).toHaveLength(3);
    expect(run.result).toEqual({ outcome: 'expired' });
  });

  it('is recognised when something could not be undone', () => {
    const run = tell(wholeProcess, { answers: { 'undo.one': () => fail('stuck') }, held: ['do.one'] });
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ outcome: 'expired' });
  });

  it('does not count from the pivot on', () => {
    const run = tell(wholeProcess, { answers: { 'do.one': () => 'ok', 'do.two': () => 'ok' }, held: ['do.two'] });
    run.skip(HOUR_MS);
    expect(run.isDone).toBe(false);
    run.release('do.two');
    expect(run.result).toMatchObject({ outcome: 'inTime', value: { result: 'ok' } });
  });
});
