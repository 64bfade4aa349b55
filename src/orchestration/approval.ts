import type { ApprovalEnding, ApprovalRequest } from './approval-request';
import { waitForDecisions } from './approval-decisions';
import { waitForFirstDecision } from './approval-first-decision';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export type { ApprovalEnding } from './approval-request';

/**
 * Waits until people decide or the deadline passes. With `candidateRoles` by the rules of the request; without them the
 * first decision counts, as purchases have recorded it.
 */
export function waitForApproval(context: ProcessContext, request: ApprovalRequest): Step<ApprovalEnding> {
  return 'candidateRoles' in request ? waitForDecisions(context, request) : waitForFirstDecision(context, request);
}
