import { describe, expect, it } from '@jest/globals';
import { waitForApproval } from '../../../src/orchestration/approval';
import type { RoleApprovalRequest } from '../../../src/orchestration/approval-request';
import { call } from '../../../src/orchestration/call';
import { cancelRequested } from '../../../src/orchestration/contract';
import { Saga } from '../../../src/orchestration/saga';
import { DAY_MS } from '../../../src/shared/durations';
import { anActivity, tell } from '../../support/story';
import { Inbox } from '../entities/inbox';

const mail = anActivity('mail.send');

/** A process that asks, with an inbox that judges as the real one. */
function asks(change: Partial<RoleApprovalRequest> = {}) {
  const inbox = new Inbox();
  // The inbox parses what it is given.
  const judge = (operation: 'open' | 'vote' | 'finish') => (input: unknown) => inbox.call(operation, input as never);
  const answers = {
    ...{ 'approvalInbox.open': judge('open'), 'approvalInbox.vote': judge('vote') },
    ...{ 'approvalInbox.finish': judge('finish'), 'mail.send': () => 'sent' },
  };
  const request: RoleApprovalRequest = {
    ...{ step: 'review', subject: 'A loan', facts: { amount: 5 }, candidateRoles: ['clerk'], excluded: ['agent'] },
    ...{ remindAfterMs: DAY_MS, expireAfterMs: 4 * DAY_MS, whenExpired: 'expire' },
    notify: (context, template, { name }) => call(context, mail, {}, { step: `${template}/${name}` }),
    ...change,
  };
  const run = tell(
    (context) =>
      Saga.run<unknown>(context, {
        story: () => waitForApproval(context, request),
        whenCancelled: () => 'cancelled',
      }),
    { answers },
  );
  let count = 0;
  const vote = (by: string, decision: 'approve' | 'reject' = 'approve', roles: string[] = ['clerk']) => {
    run.raise('approval:review', {
      decisionId: `decision-${(count += 1)}`,
      decision,
      by,
      roles,
      at: '2026-01-01T10:00:00.000Z',
    });
  };
  return { run, inbox, vote };
}

const signals = (scheduled: readonly string[]) => scheduled.filter((name) => name.startsWith('->'));

describe('an approval for a role', () => {
  it('ends with the decision of one who has it, and keeps the record', () => {
    const { run, vote } = asks();
    vote('ann');
    expect(run.result).toMatchObject({ result: { outcome: 'decided', decision: 'approve', by: 'ann' } });
    expect(signals(run.scheduled)).toEqual(['-> approvalRecord.keep']);
    expect(run.openTimers).toEqual([]);
  });

  it('goes on waiting when somebody decides who may not', () => {
    const { run, vote } = asks();
    vote('eve', 'approve', ['visitor']);
    vote('agent');
    expect(run.isDone).toBe(false);
    vote('ann');
    expect(run.result).toMatchObject({ result: { by: 'ann', decisions: [{ by: { id: 'ann' } }] } });
  });

  it('takes two different people for four eyes', () => {
    const { run, vote } = asks({ required: 2 });
    vote('ann');
    vote('ann');
    expect(run.isDone).toBe(false);
    vote('bob');
    expect(run.result).toMatchObject({
      result: { decision: 'approve', by: 'bob', decisions: [{ by: { id: 'ann' } }, { by: { id: 'bob' } }] },
    });
  });

  it('is rejected by one, whatever it takes to approve', () => {
    const { run, vote } = asks({ required: 3 });
    vote('ann', 'reject');
    expect(run.result).toMatchObject({ result: { decision: 'reject', by: 'ann' } });
  });

  it('reminds, becomes overdue, asks further roles and expires, each at its time', () => {
    const escalation = [{ afterMs: 2 * DAY_MS, roles: ['supervisor'] }];
    const { run } = asks({ followUpAfterMs: 1.5 * DAY_MS, escalation });
    const mails = () => run.scheduled.filter((name) => name === 'mail.send').length;
    expect(mails()).toBe(1);
    run.skip(DAY_MS);
    expect(mails()).toBe(2);
    run.skip(DAY_MS / 2);
    expect(signals(run.scheduled)).toEqual(['-> approvalInbox.markOverdue']);
    run.skip(DAY_MS / 2);
    expect(signals(run.scheduled)).toContain('-> approvalInbox.escalate');
    expect(mails()).toBe(3);
    run.skip(2 * DAY_MS);
    expect(run.result).toMatchObject({ result: { outcome: 'expired' } });
  });

  it.each(['approve', 'reject'] as const)('is decided by the system when the deadline means %s', (whenExpired) => {
    const { run, inbox } = asks({ whenExpired });
    run.skip(4 * DAY_MS);
    expect(run.result).toMatchObject({
      result: { outcome: 'decided', decision: whenExpired, by: 'system', decisions: [] },
    });
    expect(inbox.state.ended[0]?.audit.at(-1)).toMatchObject({ by: 'system', channel: 'system', to: 'decided' });
  });

  it('is cancelled in the inbox when the customer cancels', () => {
    const { run, inbox } = asks();
    run.raise(cancelRequested, {});
    expect(run.result).toMatchObject({ result: 'cancelled' });
    expect(inbox.state).toMatchObject({ waiting: [], ended: [{ ending: { outcome: 'cancelled' } }] });
    expect(run.openTimers).toEqual([]);
  });

  it('asks nobody after the deadline', () => {
    const escalation = [{ afterMs: 9 * DAY_MS, roles: ['supervisor'] }];
    const { run } = asks({ remindAfterMs: 8 * DAY_MS, escalation });
    run.skip(10 * DAY_MS);
    expect(run.scheduled.filter((name) => name === 'mail.send')).toHaveLength(1);
  });
});
