import { waitForApproval } from '../../orchestration/approval';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import type { CaseFile } from './case-file';
import { type CaseEnding, decisionStep } from './contract';
import { tellClerks } from './notices';

type Decided = { readonly outcome: 'approvable'; readonly by: string } | CaseEnding;

/** A clerk of the role claims the case and decides; who handed it in may not. */
export function* decide(context: ProcessContext, theCase: CaseFile): Step<Decided> {
  const { order, caseId, type, findings } = theCase;
  const { role, remindAfterMs, expireAfterMs, escalation, mailbox } = type.work;
  const concerns = findings.filter(({ outcome }) => outcome !== 'passed');
  const ending = yield* waitForApproval(context, {
    step: decisionStep,
    subject: `${type.title} ${order.reference}`.slice(0, 200),
    facts: {
      ...{ caseId, type: order.type, reference: order.reference },
      concerns: concerns.map(({ validation, reason = '' }) => `${validation}: ${reason}`).join('; '),
    },
    candidateRoles: [role],
    excluded: [order.submittedBy.id],
    ...{ remindAfterMs, expireAfterMs, escalation, whenExpired: 'expire' },
    notify: (inner, template, { name }) => tellClerks(inner, theCase, { template, name, mailbox }),
  });
  if (ending.outcome === 'expired') return { outcome: 'expired', reason: 'notDecidedInTime' };
  if (ending.decision === 'approve') return { outcome: 'approvable', by: ending.by };
  return { outcome: 'rejected', by: 'clerk', reason: 'notApproved', comment: ending.comment };
}
