import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { approvalInbox, LISTED_ENDED, type ApprovalEnding, type ApprovalId, type ApprovalInboxState } from './contract';

type Operations = typeof approvalInbox.operations;
type Operation<Name extends keyof Operations> = (
  state: ApprovalInboxState,
  input: z.output<Operations[Name]['input']>,
) => Applied<ApprovalInboxState, z.input<Operations[Name]['output']>>;

export function approvalInboxEntity(): EntityImplementation {
  return implementEntity<typeof approvalInbox>({
    contract: approvalInbox,
    initialState: () => ({ waiting: [], ended: [] }),
    operations: { open, decide, close, list },
  } satisfies EntityBehaviour<typeof approvalInbox>);
}

const open: Operation<'open'> = (state, approval) => {
  const recorded = endingOf(approval.approvalId, state);
  if (recorded) return { state, answer: { outcome: 'alreadyEnded', recorded } };
  const isWaiting = state.waiting.some(({ approvalId }) => approvalId === approval.approvalId);
  const after = isWaiting ? state : { ...state, waiting: [...state.waiting, approval] };
  return { state: after, answer: { outcome: 'open' } };
};

const decide: Operation<'decide'> = (state, { approvalId, ...decision }) => {
  return end(state, approvalId, { outcome: 'decided', ...decision });
};

const close: Operation<'close'> = (state, { approvalId, outcome, at }) => {
  return end(state, approvalId, { outcome, at });
};

const list: Operation<'list'> = (state) => ({ state, answer: state });

/** A1: the first ending stays; A2: the same ending again is accepted again. */
function end(state: ApprovalInboxState, id: ApprovalId, ending: ApprovalEnding): ReturnType<Operation<'decide'>> {
  const recorded = endingOf(id, state);
  if (recorded) {
    return { state, answer: isSame(recorded, ending) ? { outcome: 'accepted' } : { outcome: 'tooLate', recorded } };
  }
  const approval = state.waiting.find(({ approvalId }) => approvalId === id);
  if (!approval) return { state, answer: { outcome: 'unknown' } };
  const waiting = state.waiting.filter((other) => other !== approval);
  const ended = [...state.ended, { ...approval, ending }].slice(-LISTED_ENDED);
  return { state: { waiting, ended }, answer: { outcome: 'accepted' } };
}

function endingOf(id: ApprovalId, { ended }: ApprovalInboxState): ApprovalEnding | undefined {
  return ended.find(({ approvalId }) => approvalId === id)?.ending;
}

/** A repetition carries the id of the decision; an ending without a decision has nothing else to tell apart. */
function isSame(recorded: ApprovalEnding, ending: ApprovalEnding): boolean {
  if (recorded.outcome !== 'decided' || ending.outcome !== 'decided') return recorded.outcome === ending.outcome;
  return recorded.decisionId === ending.decisionId;
}
