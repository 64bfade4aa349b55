import type { Decision, ApprovalFacts, ApprovalId, RecordedDecision } from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

/** What those who decide are told, and where they find it. */
export interface ApprovalNotice {
  readonly approvalId: ApprovalId;
  /** Tells the notices of one approval apart; a part of a step name. */
  readonly name: string;
  /** Who is asked; empty when the approval names no roles. */
  readonly roles: readonly string[];
  readonly dueAt: Instant;
}

export type NotifyApprovers = (
  context: ProcessContext,
  template: 'approvalRequested' | 'approvalReminder',
  notice: ApprovalNotice,
) => Step<unknown>;

/** One that anybody may decide who approves at all: the first decision counts. */
export interface OpenApprovalRequest {
  /** Names the approval within its process instance. */
  readonly step: string;
  readonly subject: string;
  readonly facts: ApprovalFacts;
  readonly remindAfterMs: number;
  readonly expireAfterMs: number;
  /** Tells those who decide; best effort. */
  readonly notify: NotifyApprovers;
}

/** One for certain roles, with all that an organisation may ask of it. */
export interface RoleApprovalRequest extends OpenApprovalRequest {
  /** Who may claim and decide: one of these roles is enough. */
  readonly candidateRoles: readonly string[];
  /** Ids or names of people who may not decide, whatever their roles: the one who asks, or who decided before. */
  readonly excluded?: readonly string[];
  /** How many different people have to approve; 2 is four-eyes. One is enough to reject. */
  readonly required?: number;
  /** Whatever nobody has decided by then is overdue in the inbox. */
  readonly followUpAfterMs?: number;
  /** Which roles are asked besides, and when; whoever had claimed it then loses it. */
  readonly escalation?: readonly { readonly afterMs: number; readonly roles: readonly string[] }[];
  /** What the deadline means: `expire` ends without a decision, the others decide as `system`. */
  readonly whenExpired: 'expire' | 'approve' | 'reject';
}

export type ApprovalRequest = OpenApprovalRequest | RoleApprovalRequest;

export type ApprovalEnding =
  | {
      readonly outcome: 'decided';
      readonly decision: Decision;
      readonly decisionId: string;
      /** Who decided last: the id of a person, or `system` for the deadline. */
      readonly by: string;
      readonly comment?: string | undefined;
      readonly at: Instant;
      /** Of people, in their order. */
      readonly decisions: readonly RecordedDecision[];
    }
  | { readonly outcome: 'expired' };
