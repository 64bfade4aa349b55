import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { interventionDecided } from '../../../src/entities/intervention-list/contract';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import { withDeadline } from '../../../src/orchestration/deadline';
import { ask } from '../../../src/orchestration/entity-call';
import { parallel } from '../../../src/orchestration/parallel';
import { ProcessContext } from '../../../src/orchestration/process-context';
import { race } from '../../../src/orchestration/race';
import { Saga, type SagaEnding } from '../../../src/orchestration/saga';
import { sleep } from '../../../src/orchestration/sleep';
import type { Step } from '../../../src/orchestration/step';
import type { EntityContract } from '../../../src/shared/contract';
import { HOUR_MS } from '../../../src/shared/durations';
import { invocationOf } from '../../support/invocation';
import { anActivity, fail, tell } from '../../support/story';
import { type Answers, StrictEngine } from '../../support/strict-engine';

const charge = anActivity('do.charge');
const book = anActivity('do.book');
const refund = anActivity('undo.refund');
const cancel = anActivity('undo.cancel');
const confirm = anActivity('do.confirm');

/** Books, charges, is refused by default; what is behind the pivot is confirmed. */
function* trip(context: ProcessContext): Step<SagaEnding<string>> {
  return yield* Saga.run<string>(context, {
    *story(saga) {
      saga.undoWith('cancel the booking', () => call(context, cancel, {}));
      yield* call(context, book, {});
      saga.undoWith('pay back', () => call(context, refund, {}));
      const charged = yield* saga.pivot(
        () => call(context, charge, {}),
        (answer) => answer === 'ok',
      );
      if (charged !== 'ok') return saga.abandon('refused');
      yield* call(context, confirm, {});
      return 'done';
    },
    whenCancelled: () => 'cancelled',
  });
}

const refused: Answers = {
  'do.book': () => 'ok',
  'do.charge': () => 'no',
  'undo.refund': () => fail('bank is closed'),
  'undo.cancel': () => 'ok',
};

/** Until the policies of all undos have ended. */
const POLICIES_MS = 10_000;

function stuckTrip(answers: Answers = {}) {
  const run = tell(trip, { answers: { ...refused, ...answers } });
  run.skip(POLICIES_MS);
  return run;
}

function decide(run: StrictEngine<unknown>, action: string, number = 1): void {
  run.raise(interventionDecided, {
    ...{ interventionId: `tale~test-1~${number}`, decisionId: `${action}-${number}`, action },
    ...{ reason: 'the bank told me', by: 'olga', at: '2026-01-01T01:00:00.000Z' },
  });
}

describe('an undo that keeps failing', () => {
  it('is put on the list with all that an operator needs, after the other undos have run', () => {
    const run = stuckTrip();
    expect(run.isDone).toBe(false);
    expect(run.scheduled.slice(-2)).toEqual(['undo.cancel', '-> interventionList.open']);
    expect(run.signals).toEqual([
      {
        name: 'interventionList.open',
        input: {
          ...{ interventionId: 'tale~test-1~1', kind: 'compensation', name: 'pay back', step: 'undo.refund' },
          ...{ fault: 'bank is closed', attempts: 3, since: '2026-01-01T00:00:00.000Z' },
          actions: ['retry', 'resolve', 'giveUp'],
        },
      },
    ]);
  });

  it('is named by its business key, where the process has one', () => {
    const run = new StrictEngine(
      (df) => trip(ProcessContext.begin(invocationOf(df), 'tale', { businessKey: 'trip 7' })),
      {
        answers: refused,
      },
    );
    run.skip(POLICIES_MS);
    expect(run.signals).toMatchObject([{ name: 'interventionList.open', input: { businessKey: 'trip 7' } }]);
  });

  it('shows in the progress that an operator is waited for', () => {
    expect(stuckTrip().customStatus).toMatchObject({
      steps: [
        { step: 'do.book' },
        { step: 'do.charge' },
        { step: 'undo.refund', state: 'failed' },
        { step: 'undo.cancel', state: 'done' },
        { step: 'intervention/pay back', kind: 'undo', state: 'waiting', fault: 'bank is closed' },
      ],
    });
  });

  it('waits for the operator for good, and leaves no timer open', () => {
    const run = stuckTrip();
    expect(run.openTimers).toEqual([]);
    run.raise(cancelRequested, {});
    run.skip(1_000 * HOUR_MS);
    expect(run.isDone).toBe(false);
  });

  it('is tried again under the key of its first attempt, and then is undone', () => {
    const run = stuckTrip({ 'undo.refund': (_input, count) => (count < 4 ? fail('closed') : 'ok') });
    decide(run, 'retry');
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
    const Key = z.object({ idempotencyKey: z.string() });
    const keys = run.inputs.flatMap((input) => Key.safeParse(input).data?.idempotencyKey ?? []);
    const undos = keys.filter((key) => key.includes('undo.refund'));
    expect(undos).toHaveLength(4);
    expect(new Set(undos).size).toBe(1);
    expect(run.signals.at(-1)).toMatchObject({
      name: 'interventionList.decide',
      input: { outcome: 'done', by: 'olga' },
    });
  });

  it('that fails again at a retry stays on the list, at once, with the new fault and all attempts', () => {
    const run = stuckTrip({ 'undo.refund': (_input, count) => fail(`failure ${count}`) });
    decide(run, 'retry');
    expect(run.isDone).toBe(false);
    expect(run.signals.slice(1)).toMatchObject([
      { name: 'interventionList.open', input: { fault: 'failure 4', attempts: 4 } },
      { name: 'interventionList.decide', input: { decisionId: 'retry-1', outcome: 'stillStuck' } },
    ]);
  });

  it('that was done by hand is not reported', () => {
    const run = stuckTrip();
    decide(run, 'resolve');
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
    expect(run.signals.at(-1)).toMatchObject({ input: { outcome: 'resolved', reason: 'the bank told me' } });
  });

  it('that is given up is named in the result', () => {
    const run = stuckTrip();
    decide(run, 'giveUp');
    expect(run.result).toEqual({ result: 'refused', notUndone: ['pay back'] });
  });

  it('that is given up is named in the fault, when a fault was the reason', () => {
    const run = tell(trip, {
      answers: { ...refused, 'do.book': () => fail('no connection'), 'undo.cancel': () => fail('stuck') },
    });
    run.skip(2 * POLICIES_MS);
    decide(run, 'giveUp');
    expect(String(run.fault)).toBe('Error: no connection (not undone: cancel the booking)');
  });

  it('ignores decisions about something else and of another shape', () => {
    const run = stuckTrip();
    decide(run, 'giveUp', 7);
    run.raise(interventionDecided, { action: 'giveUp' });
    expect(run.isDone).toBe(false);
    decide(run, 'resolve');
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
  });

  it('is decided about on its own, in any order, when several are stuck', () => {
    const run = stuckTrip({ 'undo.cancel': () => fail('hotel is closed') });
    decide(run, 'giveUp', 2);
    expect(run.isDone).toBe(false);
    decide(run, 'resolve', 1);
    expect(run.result).toEqual({ result: 'refused', notUndone: ['cancel the booking'] });
  });

  it('takes a decision that comes while another one is carried out afterwards', () => {
    const run = stuckTrip({ 'undo.cancel': () => fail('hotel is closed') });
    run.hold('undo.refund');
    decide(run, 'retry', 1);
    decide(run, 'resolve', 2);
    run.release('undo.refund');
    decide(run, 'resolve', 1);
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
  });
});

describe('a step behind the pivot that keeps failing', () => {
  const down = (works: number): Answers => ({
    ...refused,
    'do.charge': () => 'ok',
    'do.confirm': (_input, count) => (count < works ? fail('post is on strike') : 'ok'),
  });

  it('is on the list from the end of its policy until it succeeds, and goes on trying', () => {
    const run = tell(trip, { answers: down(5) });
    run.skip(POLICIES_MS);
    expect(run.signals).toMatchObject([
      {
        name: 'interventionList.open',
        input: { kind: 'forward', step: 'do.confirm', attempts: 3, actions: ['retry'] },
      },
    ]);
    run.skip(2 * HOUR_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.signals.slice(1)).toMatchObject([
      { name: 'interventionList.open', input: { interventionId: 'tale~test-1~1', attempts: 4 } },
      { name: 'interventionList.close', input: { interventionId: 'tale~test-1~1' } },
    ]);
  });

  it('is tried again as soon as an operator wants it, and not only after the hour', () => {
    const run = tell(trip, { answers: down(4) });
    run.skip(POLICIES_MS);
    decide(run, 'retry');
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.openTimers).toEqual([]);
    expect(run.signals.slice(1)).toMatchObject([
      { name: 'interventionList.decide', input: { decisionId: 'retry-1', outcome: 'done' } },
    ]);
  });

  it('that fails again at a retry stays on the list, with the new fault, and goes on trying', () => {
    const run = tell(trip, { answers: down(5) });
    run.skip(POLICIES_MS);
    decide(run, 'retry');
    expect(run.signals.slice(1)).toMatchObject([
      { name: 'interventionList.open', input: { attempts: 4, fault: 'post is on strike' } },
      { name: 'interventionList.decide', input: { decisionId: 'retry-1', outcome: 'stillStuck' } },
    ]);
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
  });

  it('is tried once more when the operator wants it while an attempt runs', () => {
    const run = tell(trip, { answers: down(5) });
    run.skip(POLICIES_MS);
    run.hold('do.confirm');
    run.skip(HOUR_MS);
    decide(run, 'retry');
    run.release('do.confirm');
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.signals.at(-1)).toMatchObject({ input: { decisionId: 'retry-1', outcome: 'done' } });
  });

  it('can be neither done by hand nor given up, nor is it moved by a decision about something else', () => {
    const run = tell(trip, { answers: down(4) });
    run.skip(POLICIES_MS);
    decide(run, 'resolve');
    decide(run, 'giveUp');
    decide(run, 'retry', 7);
    expect(run.isDone).toBe(false);
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.signals.at(-1)).toMatchObject({ name: 'interventionList.close' });
  });

  describe('and is ended from outside', () => {
    const withinADay = { step: 'a day', withinMs: 24 * HOUR_MS };
    const inTime = (inner: ProcessContext) => call(inner, confirm, {});
    const letters = (inner: ProcessContext) => sleep(inner, { step: 'letters', forMs: 24 * HOUR_MS });
    const stories: Readonly<Record<string, (context: ProcessContext) => Step<unknown>>> = {
      deadline: (context) => withDeadline(context, withinADay, inTime),
      'lost race': (context) => race(context, { letters, post: inTime }),
    };

    function behindPivot(last: (context: ProcessContext) => Step<unknown>) {
      return tell(
        (context) =>
          Saga.run(context, {
            *story(saga) {
              yield* saga.pivot(
                () => call(context, charge, {}),
                () => true,
              );
              return yield* last(context);
            },
            whenCancelled: () => 'cancelled',
          }),
        { answers: down(100) },
      );
    }

    it.each(Object.entries(stories))('is taken off the list: %s', (_, story) => {
      const run = behindPivot(story);
      run.skip(25 * HOUR_MS);
      expect(run.isDone).toBe(true);
      expect(run.openTimers).toEqual([]);
      expect(run.signals.filter(({ name }) => name !== 'interventionList.open')).toEqual([
        {
          name: 'interventionList.close',
          input: { interventionId: 'tale~test-1~1', at: '2026-01-02T00:00:00.000Z', outcome: 'withdrawn' },
        },
      ]);
    });

    it('keeps in the trail what was decided and came to nothing', () => {
      const run = behindPivot((context) => withDeadline(context, withinADay, inTime));
      run.skip(POLICIES_MS);
      run.hold('do.confirm');
      run.skip(HOUR_MS);
      decide(run, 'retry');
      run.skip(24 * HOUR_MS);
      expect(run.signals.slice(-2)).toMatchObject([
        { name: 'interventionList.decide', input: { decisionId: 'retry-1', outcome: 'stillStuck' } },
        { name: 'interventionList.close', input: { outcome: 'withdrawn' } },
      ]);
    });
  });

  it('is on the list at once when trying again is hopeless', () => {
    const run = tell(trip, {
      answers: {
        ...down(1),
        'do.confirm': (_input, count) => (count < 2 ? fail('activity.notRetryable: no such street') : 'ok'),
      },
    });
    expect(run.signals).toMatchObject([{ name: 'interventionList.open', input: { attempts: 1 } }]);
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
  });

  it('is not on the list while its policy lasts', () => {
    const run = tell(trip, { answers: down(3) });
    run.skip(POLICIES_MS);
    expect(run.result).toEqual({ result: 'done', notUndone: [] });
    expect(run.signals).toEqual([]);
  });
});

describe('branches behind the pivot that keep failing', () => {
  const parcels = ['north', 'south'].map((name) => anActivity(`send.${name}`));

  function* shop(context: ProcessContext): Step<SagaEnding<unknown[]>> {
    return yield* Saga.run<unknown[]>(context, {
      *story(saga) {
        yield* saga.pivot(
          () => call(context, charge, {}),
          () => true,
        );
        return yield* parallel(
          context,
          parcels.map((parcel) => (branch) => call(branch, parcel, {})),
        );
      },
      whenCancelled: () => [],
    });
  }

  const works = (from: number) => (_input: unknown, count: number) => (count < from ? fail('strike') : count);

  it('are each tried again as soon as an operator wants it', () => {
    const run = tell(shop, {
      answers: { 'do.charge': () => 'ok', 'send.north': works(4), 'send.south': works(4) },
    });
    run.skip(POLICIES_MS);
    decide(run, 'retry', 2);
    expect(run.signals.at(-1)).toMatchObject({ name: 'interventionList.decide', input: { outcome: 'done' } });
    expect(run.isDone).toBe(false);
    decide(run, 'retry', 1);
    expect(run.result).toEqual({ result: [4, 4], notUndone: [] });
    expect(run.openTimers).toEqual([]);
  });

  it('go on trying once an hour without an operator', () => {
    const run = tell(shop, {
      answers: { 'do.charge': () => 'ok', 'send.north': works(4), 'send.south': works(6) },
    });
    run.skip(POLICIES_MS + HOUR_MS);
    expect(run.scheduled.filter((name) => name === 'send.south')).toHaveLength(4);
    run.skip(2 * HOUR_MS);
    expect(run.result).toEqual({ result: [4, 6], notUndone: [] });
  });

  it('are tried again at the end of the round when another branch is at work', () => {
    const run = tell(shop, {
      answers: { 'do.charge': () => 'ok', 'send.north': works(4), 'send.south': works(5) },
    });
    run.skip(POLICIES_MS);
    run.hold('send.south');
    decide(run, 'retry', 2);
    decide(run, 'retry', 1);
    expect(run.scheduled.filter((name) => name === 'send.north')).toHaveLength(3);
    run.release('send.south');
    expect(run.scheduled.filter((name) => name === 'send.north')).toHaveLength(4);
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ result: [4, 5], notUndone: [] });
  });
});

describe('an undo that asks an entity', () => {
  const shelf = {
    name: 'shelf',
    state: z.unknown(),
    operations: { release: { input: z.unknown(), output: z.unknown() } },
  } satisfies EntityContract;

  const returned = (whenStuck: 'ask' | 'report', works: number) =>
    tell(
      (context) =>
        Saga.run<string>(context, {
          *story(saga) {
            saga.undoWith('release', () => ask(context, { entity: shelf, key: 'A', operation: 'release', input: {} }));
            yield* call(context, book, {});
            return saga.abandon('refused');
          },
          whenCancelled: () => 'cancelled',
          whenStuck,
        }),
      {
        answers: {
          'do.book': () => 'ok',
          'shelf.release': (_input, count) => (count < works ? fail('storage is slow') : 'ok'),
        },
      },
    );

  it('is tried a few times before an operator is asked', () => {
    const run = returned('ask', 5);
    run.skip(HOUR_MS);
    expect(run.result).toEqual({ result: 'refused', notUndone: [] });
    expect(run.signals).toEqual([]);
  });

  it("is an operator's after that", () => {
    const run = returned('ask', 100);
    run.skip(HOUR_MS);
    expect(run.signals).toMatchObject([{ name: 'interventionList.open', input: { attempts: 5 } }]);
  });

  it('is tried once where it is only reported, as ever', () => {
    expect(returned('report', 2).result).toEqual({ result: 'refused', notUndone: ['release'] });
  });
});
