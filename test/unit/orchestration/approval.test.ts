import { describe, expect, it } from '@jest/globals';
import { waitForApproval } from '../../../src/orchestration/approval';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { Saga } from '../../../src/orchestration/saga';
import type { Step } from '../../../src/orchestration/step';
import { DAY_MS, HOUR_MS } from '../../../src/shared/durations';
import { anActivity, tell } from '../../support/story';

const mail = anActivity('mail.send');
const answers = { 'approvalInbox.open': () => ({ outcome: 'open' }), 'mail.send': () => 'sent' };

function* ask(context: ProcessContext): Step<unknown> {
  return yield* Saga.run<unknown>(context, {
    story: () =>
      waitForApproval(context, {
        step: 'approval',
        subject: 'A piano',
        facts: {},
        remindAfterMs: DAY_MS,
        expireAfterMs: 3 * DAY_MS,
        notify: (inner, template) => call(inner, mail, {}, { step: template }),
      }),
    whenCancelled: () => 'cancelled',
  });
}

const decision = (decide: 'approve' | 'reject', decisionId = 'd-1') => ({
  decisionId,
  decision: decide,
  by: 'bob',
  at: '2026-01-01T10:00:00.000Z',
});
const inbox = (name: string) => name.includes('approvalInbox');

describe('an approval', () => {
  it('ends with the decision and records it in the inbox', () => {
    const run = tell(ask, { answers });
    run.raise('approval:approval', decision('approve'));
    expect(run.result).toMatchObject({ result: { outcome: 'decided', decision: 'approve', by: 'bob' } });
    expect(run.scheduled.filter(inbox)).toEqual(['approvalInbox.open', '-> approvalInbox.decide']);
    expect(run.openTimers).toEqual([]);
  });

  it('shows until when it waits', () => {
    const run = tell(ask, { answers });
    expect(run.customStatus).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'approval', state: 'waiting', until: '2026-01-04T00:00:00.000Z' }),
      ]),
    });
  });

  it('reminds once and expires at the deadline', () => {
    const run = tell(ask, { answers });
    run.skip(DAY_MS - 1);
    expect(run.scheduled).not.toContain('-> approvalInbox.close');
    expect(run.scheduled.filter((name) => name === 'mail.send')).toHaveLength(1);
    run.skip(1);
    expect(run.scheduled.filter((name) => name === 'mail.send')).toHaveLength(2);
    run.skip(2 * DAY_MS);
    expect(run.result).toMatchObject({ result: { outcome: 'expired' } });
    expect(run.scheduled.at(-1)).toBe('-> approvalInbox.close');
  });

  it('takes a decision that comes while the reminder is being sent', () => {
    const run = tell(ask, { answers, held: ['mail.send'] });
    run.raise('approval:approval', decision('reject'));
    run.release('mail.send');
    expect(run.result).toMatchObject({ result: { outcome: 'decided', decision: 'reject' } });
  });

  it('keeps the first of two decisions', () => {
    const run = tell(ask, { answers, held: ['mail.send'] });
    run.raise('approval:approval', decision('reject', 'first'));
    run.raise('approval:approval', decision('approve', 'second'));
    run.release('mail.send');
    expect(run.result).toMatchObject({ result: { decision: 'reject', decisionId: 'first' } });
  });

  it('ignores what is not a decision', () => {
    const run = tell(ask, { answers });
    run.raise('approval:approval', 'yes');
    run.skip(HOUR_MS);
    run.raise('approval:approval', decision('approve'));
    expect(run.result).toMatchObject({ result: { decision: 'approve' } });
  });

  it('is closed in the inbox when the customer cancels, also while the reminder is being sent', () => {
    const waiting = tell(ask, { answers });
    waiting.raise(cancelRequested, {});
    const reminding = tell(ask, { answers, held: ['mail.send'] });
    reminding.raise(cancelRequested, {});
    reminding.release('mail.send');
    for (const run of [waiting, reminding]) {
      expect(run.result).toEqual({ result: 'cancelled', notUndone: [] });
      expect(run.scheduled.at(-1)).toBe('-> approvalInbox.close');
      expect(run.openTimers).toEqual([]);
    }
  });
});
