/** What happens to one approval, whoever keeps it: pure steps from one state to the next, each with its audit entry. */
import { type Assignable, refusalOf, type ApprovalRefusal } from '../../shared/approval-policy';
import type { Instant } from '../../shared/instant';
import { isSamePerson, type Person } from '../../shared/person';
import {
  type ApprovalCommand,
  type ApprovalEnding,
  type ApprovalState,
  type ApprovalVote,
  type AuditEntry,
  type EndedApproval,
  type Finish,
  type OpenApproval,
  SYSTEM,
  type WaitingApproval,
} from './contract';

type Change = { readonly approval: WaitingApproval | EndedApproval } | { readonly refused: ApprovalRefusal };
type Entry = Omit<AuditEntry, 'from' | 'to'>;

export function opened(approval: OpenApproval): WaitingApproval {
  const fresh = { ...approval, decisions: [], audit: [] };
  const entry = systemEntry(`opened:${approval.approvalId}`, 'opened', approval.requestedAt);
  return { ...fresh, audit: [{ ...entry, from: 'none', to: 'open' }] };
}

export function isEnded(approval: WaitingApproval | EndedApproval): approval is EndedApproval {
  return 'ending' in approval;
}

export function knows({ audit }: WaitingApproval, id: string): boolean {
  return audit.some((entry) => entry.id === id);
}

export function claimed(approval: WaitingApproval, command: ApprovalCommand): Change {
  const { by, at, roles, version } = command;
  const refused = refusalOf(assignable(approval), { type: 'claim', by, roles, version });
  if (refused !== undefined) return { refused };
  const claim = approval.claim ?? { by, at };
  return { approval: changed(approval, { claim }, { ...personalEntry(command, 'claimed'), ...onBehalf(claim) }) };
}

export function unclaimed(approval: WaitingApproval, command: ApprovalCommand): Change {
  const { by, roles, version } = command;
  const refused = refusalOf(assignable(approval), { type: 'unclaim', by, roles, version });
  if (refused !== undefined) return { refused };
  return { approval: changed(approval, { claim: undefined }, personalEntry(command, 'unclaimed')) };
}

/** Whoever held it first stays the owner, also when a delegate delegates; coming back to the owner, it is a claim. */
export function delegated(approval: WaitingApproval, { to, ...command }: ApprovalCommand & { to: string }): Change {
  const { by, at, roles, version } = command;
  const refused = refusalOf(assignable(approval), { type: 'delegate', by, roles, to, version });
  if (refused !== undefined) return { refused };
  const owner = approval.claim?.onBehalfOf ?? by;
  const delegate = { id: to, name: to };
  const claim = isSamePerson(owner, delegate) ? { by: owner, at } : { by: delegate, at, onBehalfOf: owner };
  const entry = { ...personalEntry(command, 'delegated'), ...onBehalf(approval.claim), target: to };
  return { approval: changed(approval, { claim }, entry) };
}

/** Ends the approval when it is a rejection, or when enough people approve; else it waits for the next one. */
export function voted(approval: WaitingApproval, vote: ApprovalVote): Change {
  const { decisionId, decision, comment, at, roles, channel, version } = vote;
  const by = { id: vote.by, name: vote.name ?? vote.by };
  const refused = refusalOf(assignable(approval), { type: 'decide', by, roles, version });
  if (refused !== undefined) return { refused };
  const owner = approval.claim?.onBehalfOf;
  const kept = { decisionId, decision, by, comment, at, ...(owner === undefined ? {} : { onBehalfOf: owner }) };
  const decisions = [...approval.decisions, kept];
  const entry = {
    ...{ id: decisionId, at, by: by.id, name: by.name, comment, channel, ...onBehalf(approval.claim) },
    action: decision === 'approve' ? ('approved' as const) : ('rejected' as const),
  };
  const ends = decision === 'reject' || decisions.length >= approval.required;
  const ending = { outcome: 'decided' as const, decisionId, decision, by: by.id, comment, at };
  return { approval: changed(approval, { claim: undefined, decisions, ...(ends ? { ending } : {}) }, entry) };
}

/** Records an ending that somebody else has judged. */
export function endedBy(approval: WaitingApproval, ending: ApprovalEnding): EndedApproval {
  const after = { ...changed(approval, { claim: undefined, ending }, endingEntry(approval, ending)), ending };
  if (ending.outcome !== 'decided' || ending.by === SYSTEM) return after;
  const { outcome: _outcome, by, ...decision } = ending;
  return { ...after, decisions: [...after.decisions, { ...decision, by: { id: by, name: by } }] };
}

export function finished(approval: WaitingApproval, as: Finish, at: Instant): EndedApproval {
  switch (as) {
    case 'expire':
      return endedBy(approval, { outcome: 'expired', at });
    case 'cancel':
      return endedBy(approval, { outcome: 'cancelled', at });
    case 'approve':
    case 'reject':
      return endedBy(approval, {
        ...{ outcome: 'decided', decisionId: `deadline:${approval.approvalId}`.slice(0, 200) },
        ...{ decision: as, by: SYSTEM, at },
      });
  }
}

export function escalated(approval: WaitingApproval, roles: readonly string[], at: Instant): WaitingApproval {
  const candidateRoles = [...new Set([...(approval.candidateRoles ?? []), ...roles])];
  const entry = systemEntry(`escalated:${roles.join(',')}:${at}`, 'escalated', at);
  return changed(approval, { candidateRoles, claim: undefined }, { ...entry, target: roles.join(', ') });
}

export function overdue(approval: WaitingApproval, at: Instant): WaitingApproval {
  return changed(approval, { overdueSince: at }, systemEntry(`overdue:${at}`, 'overdue', at));
}

function assignable(approval: WaitingApproval): Assignable {
  return { ...approval, version: approval.audit.length };
}

function changed(
  approval: WaitingApproval,
  change: Partial<EndedApproval>,
  entry: Entry,
): WaitingApproval | EndedApproval {
  const after = { ...approval, ...change };
  return { ...after, audit: [...approval.audit, { ...entry, from: stateOf(approval), to: stateOf(after) }] };
}

function stateOf({ claim, ending }: Partial<EndedApproval>): ApprovalState {
  return ending?.outcome ?? (claim === undefined ? 'open' : 'claimed');
}

function personalEntry({ commandId, by, at, comment }: ApprovalCommand, action: AuditEntry['action']): Entry {
  return { id: commandId, action, at, by: by.id, name: by.name, comment, channel: 'api' };
}

function systemEntry(id: string, action: AuditEntry['action'], at: Instant): Entry {
  return { id, action, at, by: SYSTEM, channel: 'system' };
}

function endingEntry({ approvalId }: WaitingApproval, ending: ApprovalEnding): Entry {
  if (ending.outcome !== 'decided') return systemEntry(`${ending.outcome}:${approvalId}`, ending.outcome, ending.at);
  const { decisionId: id, decision, by, comment, at } = ending;
  const action = decision === 'approve' ? 'approved' : 'rejected';
  return { id, action, at, by, comment, channel: by === SYSTEM ? 'system' : 'api' };
}

function onBehalf(claim: { readonly onBehalfOf?: Person | undefined } | undefined) {
  return claim?.onBehalfOf === undefined ? {} : { onBehalfOf: claim.onBehalfOf.id };
}
