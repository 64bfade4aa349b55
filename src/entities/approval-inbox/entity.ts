import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import * as one from './approval';
import {
  type ApprovalCommand,
  type ApprovalEnding,
  type ApprovalId,
  approvalInbox,
  type ApprovalInboxState,
  type EndedApproval,
  LISTED_ENDED,
  type WaitingApproval,
} from './contract';

type Operations = typeof approvalInbox.operations;
type Operation<Name extends keyof Operations> = (
  state: ApprovalInboxState,
  input: z.output<Operations[Name]['input']>,
) => Applied<ApprovalInboxState, z.input<Operations[Name]['output']>>;

export function approvalInboxEntity(): EntityImplementation {
  return implementEntity<typeof approvalInbox>({
    contract: approvalInbox,
    initialState: () => ({ waiting: [], ended: [] }),
    operations: {
      ...{ open, decide, close, vote, escalate, markOverdue, finish, list },
      claim: act(one.claimed),
      unclaim: act(one.unclaimed),
      delegate: act(one.delegated),
    },
  } satisfies EntityBehaviour<typeof approvalInbox>);
}

const open: Operation<'open'> = (state, approval) => {
  const recorded = find(state, approval.approvalId);
  if (recorded === undefined) {
    return { state: { ...state, waiting: [...state.waiting, one.opened(approval)] }, answer: { outcome: 'open' } };
  }
  if (!one.isEnded(recorded)) return { state, answer: { outcome: 'open' } };
  return { state, answer: { outcome: 'alreadyEnded', recorded: recorded.ending } };
};

const decide: Operation<'decide'> = (state, { approvalId, ...decision }) => {
  return end(state, approvalId, { outcome: 'decided', ...decision });
};

const close: Operation<'close'> = (state, { approvalId, outcome, at }) => {
  return end(state, approvalId, { outcome, at });
};

const vote: Operation<'vote'> = (state, { approvalId, ...input }) => {
  const approval = find(state, approvalId);
  if (approval === undefined) return { state, answer: { outcome: 'unknown' } };
  if (one.isEnded(approval)) return { state, answer: { outcome: 'ended', record: approval } };
  if (one.knows(approval, input.decisionId)) return { state, answer: { outcome: 'counted' } };
  const change = one.voted(approval, input);
  if ('refused' in change) return { state, answer: { outcome: 'refused', reason: change.refused } };
  const after = change.approval;
  const answer = one.isEnded(after) ? { outcome: 'ended' as const, record: after } : { outcome: 'counted' as const };
  return { state: put(state, after), answer };
};

const escalate: Operation<'escalate'> = (state, { approvalId, roles, at }) => {
  return remark(state, approvalId, (approval) => one.escalated(approval, roles, at));
};

const markOverdue: Operation<'markOverdue'> = (state, { approvalId, at }) => {
  return remark(state, approvalId, (approval) => one.overdue(approval, at));
};

const finish: Operation<'finish'> = (state, { approvalId, as, at }) => {
  const approval = find(state, approvalId);
  if (approval === undefined) return { state, answer: { outcome: 'unknown' } };
  if (one.isEnded(approval)) return { state, answer: { outcome: 'ended', record: approval } };
  const record = one.finished(approval, as, at);
  return { state: put(state, record), answer: { outcome: 'ended', record } };
};

const list: Operation<'list'> = (state) => ({ state, answer: state });

/** Each act of a person: refused when it has ended or the rules say so, done once for each command. */
function act<Command extends ApprovalCommand>(
  change: (approval: WaitingApproval, command: Command) => ReturnType<typeof one.claimed>,
): (state: ApprovalInboxState, command: Command) => ReturnType<Operation<'claim'>> {
  return (state, command) => {
    const approval = find(state, command.approvalId);
    if (approval === undefined) return { state, answer: { outcome: 'unknown' } };
    if (one.isEnded(approval)) return { state, answer: { outcome: 'ended', record: approval } };
    if (one.knows(approval, command.commandId)) return { state, answer: { outcome: 'done' } };
    const after = change(approval, command);
    if ('refused' in after) return { state, answer: { outcome: 'refused', reason: after.refused } };
    return { state: put(state, after.approval), answer: { outcome: 'done' } };
  };
}

function remark(
  state: ApprovalInboxState,
  id: ApprovalId,
  change: (approval: WaitingApproval) => WaitingApproval,
): ReturnType<Operation<'escalate'>> {
  const approval = find(state, id);
  if (approval === undefined || one.isEnded(approval)) return { state, answer: { outcome: 'unknown' } };
  const after = change(approval);
  const known = one.knows(approval, after.audit.at(-1)?.id ?? '');
  return { state: known ? state : put(state, after), answer: { outcome: 'done' } };
}

/** A1: the first ending stays; A2: the same ending again is accepted again. */
function end(state: ApprovalInboxState, id: ApprovalId, ending: ApprovalEnding): ReturnType<Operation<'decide'>> {
  const approval = find(state, id);
  if (approval === undefined) return { state, answer: { outcome: 'unknown' } };
  if (!one.isEnded(approval)) {
    return { state: put(state, one.endedBy(approval, ending)), answer: { outcome: 'accepted' } };
  }
  const { ending: recorded } = approval;
  return { state, answer: isSame(recorded, ending) ? { outcome: 'accepted' } : { outcome: 'tooLate', recorded } };
}

function find({ waiting, ended }: ApprovalInboxState, id: ApprovalId): WaitingApproval | EndedApproval | undefined {
  return [...ended, ...waiting].find(({ approvalId }) => approvalId === id);
}

function put({ waiting, ended }: ApprovalInboxState, approval: WaitingApproval | EndedApproval): ApprovalInboxState {
  if (!one.isEnded(approval)) {
    return { waiting: waiting.map((other) => (other.approvalId === approval.approvalId ? approval : other)), ended };
  }
  return {
    waiting: waiting.filter(({ approvalId }) => approvalId !== approval.approvalId),
    ended: [...ended, approval].slice(-LISTED_ENDED),
  };
}

/** A repetition carries the id of the decision; an ending without a decision has nothing else to tell apart. */
function isSame(recorded: ApprovalEnding, ending: ApprovalEnding): boolean {
  if (recorded.outcome !== 'decided' || ending.outcome !== 'decided') return recorded.outcome === ending.outcome;
  return recorded.decisionId === ending.decisionId;
}
