import { type ApprovalEnding, waitForApproval } from '../../orchestration/approval';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { formatMoney } from '../../shared/money';
import type { Application } from './application';
import type { Findings } from './checks';
import { reviewerRole, reviewStep, supervisorRole } from './contract';
import { tellReviewers } from './notices';

interface Question extends Findings {
  readonly reason: string;
}

/** Four eyes: two different people, neither of them the applicant's agent. One is enough to say no. */
export function reviewByTwo(
  context: ProcessContext,
  application: Application,
  { reason, facts, score }: Question,
): Step<ApprovalEnding> {
  const { applicationId, agent, initialDeposit, options } = application;
  const { identity, sanctions, product } = facts;
  return waitForApproval(context, {
    step: reviewStep,
    subject: `Application ${applicationId}`,
    facts: {
      ...{ applicationId, reason, product, identity, sanctions },
      ...{ deposit: formatMoney(initialDeposit.cents, 'EUR'), creditScore: score ?? 'unknown' },
    },
    candidateRoles: [reviewerRole],
    excluded: agent === undefined ? [] : [agent],
    required: 2,
    remindAfterMs: options.reviewReminderMs,
    escalation: [{ afterMs: options.reviewEscalationMs, roles: [supervisorRole] }],
    expireAfterMs: options.reviewDeadlineMs,
    whenExpired: 'expire',
    notify: (inner, template, notice) => tellReviewers(inner, application, { template, ...notice }),
  });
}
