import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { Saga } from '../../../src/orchestration/saga';
import type { Step } from '../../../src/orchestration/step';
import { waitForEvent } from '../../../src/orchestration/wait-for-event';
import { DAY_MS } from '../../../src/shared/durations';
import { anActivity, fail, tell } from '../../support/story';

const mail = anActivity('mail.send');
const answers = { 'mail.send': () => 'sent' };
const Documents = z.object({ pages: z.int() });

const expected = {
  step: 'documents',
  event: 'documentsSent',
  schema: Documents,
  remindAfterMs: [DAY_MS, 2 * DAY_MS],
  expireAfterMs: 3 * DAY_MS,
  onReminder: (inner: ProcessContext, count: number) => call(inner, mail, {}, { step: `remind/${count}` }),
};
const wait = (context: ProcessContext) => waitForEvent(context, expected);

describe('a wait for an event', () => {
  it('ends with the first event of the right form, and leaves no timer open', () => {
    const run = tell(wait, { answers });
    run.raise('documentsSent', { pages: 'many' });
    expect(run.isDone).toBe(false);
    run.raise('documentsSent', { pages: 2 });
    expect(run.result).toEqual({ outcome: 'received', event: { pages: 2 } });
    expect(run.openTimers).toEqual([]);
  });

  it('reminds at each of its times, then expires', () => {
    const run = tell(wait, { answers });
    run.skip(2 * DAY_MS);
    expect(run.scheduled).toEqual(['mail.send', 'mail.send']);
    run.skip(DAY_MS - 1);
    expect(run.isDone).toBe(false);
    run.skip(1);
    expect(run.result).toEqual({ outcome: 'expired' });
  });

  it('takes an event that came before it began', () => {
    const run = tell(
      function* (context) {
        yield* call(context, mail, {}, { step: 'ask' });
        return yield* wait(context);
      },
      { answers, held: ['mail.send'] },
    );
    run.raise('documentsSent', { pages: 1 });
    run.release('mail.send');
    expect(run.result).toEqual({ outcome: 'received', event: { pages: 1 } });
  });

  it('takes an event that comes while the reminder is sent, and goes on when no reminder gets through', () => {
    const sending = tell(wait, { answers, held: ['mail.send'] });
    sending.skip(DAY_MS);
    sending.raise('documentsSent', { pages: 1 });
    sending.release('mail.send');
    expect(sending.result).toEqual({ outcome: 'received', event: { pages: 1 } });
    const failing = tell(wait, { answers: { 'mail.send': () => fail('mailbox full') } });
    failing.skip(3 * DAY_MS);
    expect(failing.result).toEqual({ outcome: 'expired' });
  });

  it('passes over the repetition of an earlier event when it is told which one it waits for', () => {
    function* twice(context: ProcessContext): Step<unknown> {
      const first = { ...expected, step: 'first', accept: ({ pages }: z.infer<typeof Documents>) => pages === 1 };
      const second = { ...expected, step: 'second', accept: ({ pages }: z.infer<typeof Documents>) => pages === 2 };
      return [yield* waitForEvent(context, first), yield* waitForEvent(context, second)];
    }
    const run = tell(twice, { answers });
    for (const pages of [1, 1, 2, 2]) run.raise('documentsSent', { pages });
    expect(run.result).toEqual([1, 2].map((pages) => ({ outcome: 'received', event: { pages } })));
  });

  it('is ended by a cancellation', () => {
    const run = tell(
      (context) => Saga.run<unknown>(context, { story: () => wait(context), whenCancelled: () => 'cancelled' }),
      { answers },
    );
    run.raise(cancelRequested, {});
    expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
    expect(run.openTimers).toEqual([]);
    expect(run.customStatus).toMatchObject({ steps: [{ step: 'documents', state: 'done', outcome: 'cancelled' }] });
  });

  it('shows until when it waits', () => {
    const run = tell(wait, { answers });
    expect(run.customStatus).toMatchObject({
      steps: [{ step: 'documents', state: 'waiting', until: '2026-01-04T00:00:00.000Z' }],
    });
  });
});
