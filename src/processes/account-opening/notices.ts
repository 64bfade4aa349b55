import type { ApprovalNotice } from '../../orchestration/approval-request';
import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type NotificationTemplate, sendNotification } from '../../services/notifications/contract';
import type { DocumentKind } from '../../shared/applicant';
import type { Application } from './application';
import { type AccountOpeningResult, supervisorRole } from './contract';

const templates = {
  opened: 'accountOpened',
  rejected: 'accountRefused',
  expired: 'accountExpired',
  cancelled: 'accountCancelled',
  failed: 'accountFailed',
} as const satisfies Record<AccountOpeningResult['outcome'] | 'failed', NotificationTemplate>;

/** Best effort: an account is open even when a mailbox is full. */
export function* tellApplicant(
  context: ProcessContext,
  application: Application,
  outcome: keyof typeof templates,
): Step<void> {
  const { applicationId, applicant } = application;
  const template = templates[outcome];
  const message = { template, to: applicant.email, data: { applicationId } };
  yield* bestEffort(context, (inner) => send(inner, message, template));
}

interface Request {
  readonly missing: readonly DocumentKind[];
  /** Tells one request apart from the others. */
  readonly name: string;
}

export function* askForDocuments(context: ProcessContext, application: Application, request: Request): Step<void> {
  const { applicationId, applicant } = application;
  const data = { applicationId, missing: request.missing.join(', ') };
  const message = { template: 'documentsRequested', to: applicant.email, data } as const;
  yield* bestEffort(context, (inner) => send(inner, message, request.name));
}

interface ReviewNotice extends ApprovalNotice {
  readonly template: 'approvalRequested' | 'approvalReminder';
}

/** Supervisors are told once it has escalated to them. */
export function* tellReviewers(context: ProcessContext, application: Application, notice: ReviewNotice): Step<void> {
  const { applicationId, options } = application;
  const { template, name, roles, approvalId, dueAt } = notice;
  const to = roles.includes(supervisorRole) ? options.supervisorEmail : options.reviewerEmail;
  if (to === undefined) return;
  yield* send(context, { template, to, data: { applicationId, approvalId, dueAt } }, `${template}/${name}`);
}

interface Message {
  readonly template: NotificationTemplate;
  readonly to: string;
  readonly data: Readonly<Record<string, string>>;
}

function send(context: ProcessContext, message: Message, name: string): Step<unknown> {
  return call(context, sendNotification, message, { step: `${sendNotification.name}/${name}` });
}
