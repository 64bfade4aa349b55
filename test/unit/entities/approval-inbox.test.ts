import { beforeEach, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import {
  approvalAddressOf,
  approvalIdOf,
  type approvalInbox,
  ApprovalInboxState,
  LISTED_ENDED,
} from '../../../src/entities/approval-inbox/contract';
import { approvalInboxEntity } from '../../../src/entities/approval-inbox/entity';

type Operations = typeof approvalInbox.operations;

const NOON = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-02T12:00:00.000Z';
const approvalId = approvalIdOf({ process: 'purchase', instanceId: 'order-1', step: 'approval' });

let stored: string | undefined;
beforeEach(() => {
  stored = undefined;
});

/** Calls the inbox as a host does: the state kept between calls as JSON. */
function call<Name extends keyof Operations>(operation: Name, input?: z.input<Operations[Name]['input']>): unknown {
  const state: unknown = stored === undefined ? undefined : JSON.parse(stored);
  const applied = approvalInboxEntity().apply({ key: 'purchase', operation, state, input });
  stored = JSON.stringify(applied.state);
  return applied.answer;
}

function listed(): ApprovalInboxState {
  return ApprovalInboxState.parse(call('list'));
}

function anApproval(id: string = approvalId) {
  return { approvalId: id, subject: 'Order order-1', requestedAt: NOON, dueAt: LATER, facts: { totalCents: 250_000 } };
}

function aDecision(decisionId: string, decision: 'approve' | 'reject' = 'approve') {
  return { approvalId, decisionId, decision, by: 'ada', comment: 'known customer', at: NOON };
}

describe('an approval', () => {
  it('waits from its opening, with what was shown', () => {
    expect(call('open', anApproval())).toEqual({ outcome: 'open' });
    expect(listed()).toMatchObject({ waiting: [anApproval()], ended: [] });
  });

  it('waits once when it is opened twice', () => {
    call('open', anApproval());
    expect(call('open', anApproval())).toEqual({ outcome: 'open' });
    expect(listed().waiting).toHaveLength(1);
  });

  it('ends by the first decision', () => {
    call('open', anApproval());
    expect(call('decide', aDecision('d-1'))).toEqual({ outcome: 'accepted' });
    const ending = {
      outcome: 'decided',
      decisionId: 'd-1',
      decision: 'approve',
      by: 'ada',
      comment: 'known customer',
      at: NOON,
    };
    expect(listed()).toMatchObject({ waiting: [], ended: [{ ...anApproval(), ending }] });
  });

  it('answers a second decision with the recorded one', () => {
    call('open', anApproval());
    call('decide', aDecision('d-1', 'approve'));
    const late = call('decide', aDecision('d-2', 'reject'));
    expect(late).toMatchObject({ outcome: 'tooLate', recorded: { decisionId: 'd-1', decision: 'approve' } });
  });

  it('accepts a decision again that is repeated', () => {
    call('open', anApproval());
    call('decide', aDecision('d-1'));
    expect(call('decide', aDecision('d-1'))).toEqual({ outcome: 'accepted' });
    expect(listed().ended).toHaveLength(1);
  });

  it.each(['expired', 'cancelled'] as const)('that is %s answers a late decision with that', (outcome) => {
    call('open', anApproval());
    expect(call('close', { approvalId, outcome, at: LATER })).toEqual({ outcome: 'accepted' });
    const recorded = { outcome, at: LATER };
    expect(call('decide', aDecision('d-1'))).toEqual({ outcome: 'tooLate', recorded });
    expect(call('close', { approvalId, outcome, at: LATER })).toEqual({ outcome: 'accepted' });
  });

  it('does not expire when it is decided', () => {
    call('open', anApproval());
    call('decide', aDecision('d-1'));
    const late = call('close', { approvalId, outcome: 'expired', at: LATER });
    expect(late).toMatchObject({ outcome: 'tooLate', recorded: { outcome: 'decided' } });
  });

  it('cannot be opened again when it has ended', () => {
    call('open', anApproval());
    call('decide', aDecision('d-1'));
    expect(call('open', anApproval())).toMatchObject({ outcome: 'alreadyEnded', recorded: { decisionId: 'd-1' } });
    expect(listed().waiting).toEqual([]);
  });

  it('is unknown when nobody opened it', () => {
    expect(call('decide', aDecision('d-1'))).toEqual({ outcome: 'unknown' });
    expect(listed()).toEqual({ waiting: [], ended: [] });
  });
});

describe('the inbox', () => {
  it('lists the latest endings and every approval that waits', () => {
    for (let n = 0; n < LISTED_ENDED + 3; n += 1) {
      const id = approvalIdOf({ process: 'purchase', instanceId: `order-${n}`, step: 'approval' });
      call('open', anApproval(id));
      call('close', { approvalId: id, outcome: 'cancelled', at: LATER });
    }
    call('open', anApproval('purchase~waiting~approval'));
    const { waiting, ended } = listed();
    expect(waiting).toMatchObject([anApproval('purchase~waiting~approval')]);
    expect(ended).toHaveLength(LISTED_ENDED);
    expect(ended.at(-1)?.approvalId).toBe(`purchase~order-${LISTED_ENDED + 2}~approval`);
  });

  it('takes a list request with null, as a host without input sends it', () => {
    expect(call('list', null)).toEqual({ waiting: [], ended: [] });
  });
});

describe('an approval id', () => {
  it.each(['order-1', 'a~b', '@x:y/z'])('gives back its process, instance %s and step', (instanceId) => {
    const address = { process: 'purchase', instanceId, step: 'approval' };
    expect(approvalAddressOf(approvalIdOf(address))).toEqual(address);
  });
});
