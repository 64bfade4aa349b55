/** Approvals as people see them. */
import { z } from 'zod';
import {
  approvalAddressOf,
  ApprovalState,
  type EndedApproval,
  EndedApproval as EndedApprovalSchema,
  type WaitingApproval,
} from '../entities/approval-inbox/contract';
import { rolesFor } from '../shared/approval-policy';
import { hasRole, isSamePerson } from '../shared/person';
import { OPERATOR, type Principal } from './identity';

export type Approval = WaitingApproval | EndedApproval;

const place = {
  process: z.string(),
  instanceId: z.string(),
  state: ApprovalState,
  /** Grows with every change; a command may say which one it looked at. */
  version: z.int(),
};

export const ApprovalDetails = EndedApprovalSchema.partial({ ending: true }).extend(place);
/** As the lists have it: without the audit trail. */
export const ApprovalView = ApprovalDetails.omit({ audit: true });
export type ApprovalView = z.infer<typeof ApprovalView>;

export function isEnded(approval: Approval): approval is EndedApproval {
  return 'ending' in approval;
}

export function detailsOf(approval: Approval): z.infer<typeof ApprovalDetails> {
  const { process, instanceId } = approvalAddressOf(approval.approvalId);
  return { ...approval, process, instanceId, state: stateOf(approval), version: approval.audit.length };
}

export function viewOf(approval: Approval): ApprovalView {
  const { audit: _audit, ...view } = detailsOf(approval);
  return view;
}

function stateOf(approval: Approval): ApprovalState {
  if (isEnded(approval)) return approval.ending.outcome;
  return approval.claim === undefined ? 'open' : 'claimed';
}

/** Who could decide, who has a part in it, and operators. */
export function maySee(approval: Approval, principal: Principal): boolean {
  if (hasRole(principal.roles, OPERATOR, ...rolesFor(approval))) return true;
  const involved = [approval.claim?.by, approval.claim?.onBehalfOf, ...approval.decisions.map(({ by }) => by)];
  return involved.some((person) => person !== undefined && isSamePerson(person, principal));
}
