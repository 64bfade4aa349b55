/**
 * An act on an approval, from the edge: the rules refuse it at once, or it is sent and looked for. The inbox judges by
 * the same rules, so whatever was sent either shows in the audit trail or is refused by what somebody else did first.
 */
import { randomUUID } from 'node:crypto';
import type { ApprovalId } from '../entities/approval-inbox/contract';
import { type ApprovalAct, refusalOf, type ApprovalRefusal, rolesFor } from '../shared/approval-policy';
import type { ErrorCode } from '../shared/errors';
import { type Approval, isEnded } from './approval-view';
import type { Client } from './client';
import { findApproval } from './find-approval';
import { type Patience, patience as usual, poll } from './poll';
import { RequestProblem } from './route';

export interface SentAct extends ApprovalAct {
  readonly approvalId: ApprovalId;
  /** The same for a repetition. */
  readonly id: string;
}

export type Acted =
  | { readonly outcome: 'done' | 'repeated'; readonly approval: Approval }
  /** Nobody has looked at it yet, for example because the instance is suspended. */
  | { readonly outcome: 'submitted' };

export async function actOnApproval(
  client: Client,
  { act, send }: { readonly act: SentAct; readonly send: () => Promise<void> },
  patience: Patience = usual,
): Promise<Acted> {
  const before = await findApproval(client, act.approvalId);
  if (knows(before, act)) return { outcome: 'repeated', approval: before };
  refuse(before, act);
  await send();
  const approval = await poll(async () => {
    const latest = await findApproval(client, act.approvalId);
    if (knows(latest, act)) return latest;
    refuse(latest, act);
    return undefined;
  }, patience);
  return approval === undefined ? { outcome: 'submitted' } : { outcome: 'done', approval };
}

export function newActId(): string {
  return randomUUID();
}

/** Throws when the id was used for something else. */
function knows(approval: Approval, { id, type, by }: SentAct): boolean {
  const entry = approval.audit.find((each) => each.id === id);
  if (entry === undefined)
    return isEnded(approval) && 'decisionId' in approval.ending && approval.ending.decisionId === id;
  if (entry.by === by.id && actions[type].includes(entry.action)) return true;
  throw new RequestProblem('request.idempotencyKeyReused', {
    errors: [{ field: 'decisionId', message: 'expected an id that nothing else was done with' }],
  });
}

const actions: Readonly<Record<ApprovalAct['type'], readonly string[]>> = {
  claim: ['claimed'],
  unclaim: ['unclaimed'],
  delegate: ['delegated'],
  decide: ['approved', 'rejected'],
};

const codes = {
  stale: 'approval.stale',
  roleMissing: 'identity.roleMissing',
  excluded: 'approval.excluded',
  hasDecided: 'approval.hasDecided',
  claimed: 'approval.claimed',
  notClaimed: 'approval.notClaimed',
} as const satisfies Record<ApprovalRefusal, ErrorCode>;

function refuse(approval: Approval, act: SentAct): void {
  if (isEnded(approval)) throw new RequestProblem('approval.alreadyEnded', { recorded: approval.ending });
  const version = approval.audit.length;
  const refusal = refusalOf({ ...approval, version }, act);
  if (refusal === undefined) return;
  throw new RequestProblem(codes[refusal], {
    version,
    ...(refusal === 'roleMissing' ? { requiredRoles: [...rolesFor(approval)] } : {}),
    ...(approval.claim === undefined ? {} : { claimedBy: approval.claim.by.name }),
  });
}
