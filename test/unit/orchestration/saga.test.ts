import { describe, expect, it } from '@jest/globals';
import { bestEffort } from '../../../src/orchestration/best-effort';
import { call } from '../../../src/orchestration/call';
import { cancelRequested, Progress } from '../../../src/orchestration/contract';
import { parallel } from '../../../src/orchestration/parallel';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { Saga } from '../../../src/orchestration/saga';
import type { Step } from '../../../src/orchestration/step';
import { HOUR_MS } from '../../../src/shared/durations';
import { anActivity, fail, tell } from '../../support/story';
import type { Answers } from '../../support/strict-engine';

const one = anActivity('do.one');
const undoOne = anActivity('undo.one');
const two = anActivity('do.two');
const undoTwo = anActivity('undo.two');
const pivot = anActivity('do.pivot');
const after = anActivity('do.after');

const fine: Answers = {
  'do.one': () => 'ok',
  'do.two': () => 'ok',
  'do.pivot': () => 'ok',
  'do.after': () => 'ok',
  'undo.one': () => 'ok',
  'undo.two': () => 'ok',
};

/** Two steps that can be undone, the pivot, and one step behind it. */
function* tale(context: ProcessContext): Step<unknown> {
  return yield* Saga.run<string>(context, {
    whenStuck: 'report',
    *story(saga) {
      saga.undoWith('one', () => call(context, undoOne, {}));
      yield* call(context, one, {});
      const second = saga.undoWith('two', () => call(context, undoTwo, {}));
      if ((yield* call(context, two, {})) === 'no') {
        second.drop();
        return saga.abandon('refused');
      }
      const passed = yield* saga.pivot(
        () => call(context, pivot, {}),
        (answer) => answer === 'ok',
      );
      if (passed !== 'ok') return saga.abandon('refused at the pivot');
      yield* call(context, after, {});
      return 'done';
    },
    whenCancelled: () => 'cancelled',
  });
}

const stepsOf = (customStatus: unknown) => Progress.parse(customStatus).steps;
const undone = (name: string) => name.startsWith('undo');

describe('a saga', () => {
  it('undoes nothing when all goes well', () => {
    const run = tell(tale, { answers: fine });
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.scheduled.filter(undone)).toEqual([]);
  });

  it('undoes newest first, also the step whose answer never came, and stays a fault', () => {
    const run = tell(tale, { answers: { ...fine, 'do.two': () => fail('lost') } });
    run.skip(10_000);
    expect(run.scheduled.filter(undone)).toEqual(['undo.two', 'undo.one']);
    expect(run.fault).toEqual(new Error('lost'));
  });

  it('leaves out the undo of a step that was refused', () => {
    const run = tell(tale, { answers: { ...fine, 'do.two': () => 'no' } });
    expect(run.scheduled.filter(undone)).toEqual(['undo.one']);
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
  });

  it('goes on undoing when one undo keeps failing, and reports it', () => {
    const run = tell(tale, { answers: { ...fine, 'do.pivot': () => 'no', 'undo.two': () => fail('stuck') } });
    run.skip(10_000);
    expect(run.scheduled.filter(undone)).toEqual(['undo.two', 'undo.two', 'undo.two', 'undo.one']);
    expect(run.result).toEqual({ result: 'refused at the pivot', notUndone: ['two'] });
  });

  it('names in the fault what was not undone', () => {
    const run = tell(tale, {
      answers: { ...fine, 'do.two': () => fail('lost'), 'undo.one': () => fail('stuck') },
    });
    run.skip(20_000);
    expect(String(run.fault)).toBe('Error: lost (not undone: one)');
  });

  it('undoes neighbours of one group at the same time, and the others one after the other', () => {
    const run = tell(
      (context) =>
        Saga.run<string>(context, {
          *story(saga) {
            for (const name of ['a1', 'a2', 'b', 'a3'] as const) {
              const undo = () => call(context, undoOne, {}, { step: `undo ${name}` });
              saga.undoWith(name, undo, name === 'b' ? {} : { group: 'a' });
            }
            yield* call(context, one, {});
            return saga.abandon('refused');
          },
          whenCancelled: () => 'cancelled',
        }),
      { answers: fine, held: ['undo.one'] },
    );
    const running = () => stepsOf(run.customStatus).filter(({ state }) => state === 'running');
    expect(running()).toMatchObject([{ step: 'undo a3' }]);
    run.releaseOne('undo.one');
    expect(running()).toMatchObject([{ step: 'undo b' }]);
    run.releaseOne('undo.one');
    expect(running()).toMatchObject([{ step: 'undo a2' }, { step: 'undo a1' }]);
    run.release('undo.one');
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
  });

  it('tries the pivot until it answers, because it may have happened', () => {
    const run = tell(tale, { answers: { ...fine, 'do.pivot': (_i, count) => (count < 6 ? fail('down') : 'ok') } });
    run.skip(3 * HOUR_MS + 3_000);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
  });

  it('retries forward behind the pivot and undoes nothing', () => {
    const run = tell(tale, { answers: { ...fine, 'do.after': (_i, count) => (count < 30 ? fail('down') : 'ok') } });
    run.skip(30 * HOUR_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.scheduled.filter(undone)).toEqual([]);
  });
});

describe('a cancellation', () => {
  it('lets the running step end, then undoes everything', () => {
    const run = tell(tale, { answers: fine, held: ['do.two'] });
    run.raise(cancelRequested, {});
    expect(run.customStatus).toMatchObject({ cancellation: 'accepted' });
    run.release('do.two');
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
    expect(run.scheduled).toEqual(['do.one', 'do.two', 'undo.two', 'undo.one']);
  });

  it('that comes before the first step is taken at the next one', () => {
    const run = tell(tale, { answers: fine, held: ['do.one'] });
    run.raise(cancelRequested, {});
    run.release('do.one');
    expect(run.scheduled).toEqual(['do.one', 'undo.one']);
  });

  it('ends the pause between two attempts and leaves no timer open', () => {
    const run = tell(tale, { answers: { ...fine, 'do.one': () => fail('down') } });
    run.raise(cancelRequested, {});
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
    expect(run.openTimers).toEqual([]);
  });

  it('comes too late at the pivot', () => {
    const run = tell(tale, { answers: fine, held: ['do.pivot'] });
    run.raise(cancelRequested, {});
    run.release('do.pivot');
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.customStatus).toMatchObject({ pivot: 'passed', cancellation: 'none' });
  });

  it('goes before a refusal, because its answer was that it is in time', () => {
    const run = tell(tale, { answers: { ...fine, 'do.two': () => 'no' }, held: ['do.two'] });
    run.raise(cancelRequested, {});
    run.release('do.two');
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
  });

  it('asked twice changes nothing', () => {
    const run = tell(tale, { answers: fine, held: ['do.two', 'undo.two'] });
    run.raise(cancelRequested, {});
    run.raise(cancelRequested, {});
    run.release('do.two');
    run.raise(cancelRequested, {});
    run.release('undo.two');
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
  });

  it('of another shape is ignored, and the next one counts', () => {
    const run = tell(tale, { answers: fine, held: ['do.one', 'do.two'] });
    run.raise(cancelRequested, { by: 7 });
    run.release('do.one');
    run.raise(cancelRequested, { by: 'ann' });
    run.release('do.two');
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
  });

  it('during parallel steps waits for all of them', () => {
    const run = tell(
      (context) =>
        Saga.run<unknown>(context, {
          *story(saga) {
            saga.undoWith('one', () => call(context, undoOne, {}));
            yield* parallel(context, [(branch) => call(branch, one, {}), (branch) => call(branch, two, {})]);
            return yield* call(context, after, {});
          },
          whenCancelled: ({ reason }) => reason,
        }),
      { answers: fine, held: ['do.one', 'do.two'] },
    );
    run.release('do.one');
    run.raise(cancelRequested, { reason: 'too slow' });
    expect(run.isDone).toBe(false);
    run.release('do.two');
    expect(run.scheduled).toEqual(['do.one', 'do.two', 'undo.one']);
    expect(run.result).toEqual({ result: 'too slow', notUndone: [] });
  });
});

describe('best effort', () => {
  it('swallows a fault, and gives up behind the pivot too', () => {
    const run = tell(
      (context) =>
        Saga.run<string>(context, {
          *story(saga) {
            yield* saga.pivot(
              () => call(context, pivot, {}),
              () => true,
            );
            yield* bestEffort(context, (inner) => call(inner, after, {}));
            return 'done';
          },
          whenCancelled: () => 'cancelled',
        }),
      { answers: { ...fine, 'do.after': () => fail('mailbox full') } },
    );
    run.skip(10_000);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.scheduled.filter((name) => name === 'do.after')).toHaveLength(3);
  });
});
