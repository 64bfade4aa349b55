/** Best effort, everywhere: a case does not fail because a mailbox is full. Mails tell no facts of the case. */
import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type NotificationTemplate, sendNotification } from '../../services/notifications/contract';
import type { CaseFile } from './case-file';
import type { CaseEnding } from './contract';

const endings = {
  approved: 'caseApproved',
  rejected: 'caseRejected',
  expired: 'caseExpired',
  cancelled: 'caseCancelled',
  failed: 'caseFailed',
} as const satisfies Record<CaseEnding['outcome'] | 'failed', NotificationTemplate>;

interface Notice {
  readonly template: NotificationTemplate;
  /** Tells notices of one template apart. */
  readonly name: string;
  readonly to: string | undefined;
  readonly data?: Readonly<Record<string, string>>;
}

export function* tellSubmitter(context: ProcessContext, theCase: CaseFile, outcome: keyof typeof endings): Step<void> {
  const to = theCase.order.submittedBy.email;
  yield* bestEffort(context, (inner) => tell(inner, theCase, { template: endings[outcome], name: 'ending', to }));
}

interface Missing {
  readonly request: string;
  readonly facts: string;
  /** 0 is the first time. */
  readonly reminder: number;
}

export function tellMissing(context: ProcessContext, theCase: CaseFile, missing: Missing): Step<void> {
  const { request, facts, reminder } = missing;
  const template = reminder === 0 ? 'caseInformationRequested' : 'caseInformationReminder';
  const to = theCase.order.submittedBy.email;
  return tell(context, theCase, { template, name: `${request}/${reminder}`, to, data: { request, facts } });
}

interface ClerkNotice {
  readonly template: NotificationTemplate;
  readonly name: string;
  readonly mailbox: string | undefined;
}

export function tellClerks(context: ProcessContext, theCase: CaseFile, notice: ClerkNotice): Step<void> {
  return tell(context, theCase, { template: notice.template, name: notice.name, to: notice.mailbox });
}

interface Overdue {
  readonly level: string;
  readonly mailbox: string | undefined;
}

export function* tellOverdue(context: ProcessContext, theCase: CaseFile, { level, mailbox }: Overdue): Step<void> {
  const notice = { template: 'caseOverdue', name: level, to: mailbox, data: { level } } as const;
  yield* bestEffort(context, (inner) => tell(inner, theCase, notice));
}

function* tell(context: ProcessContext, { caseId }: CaseFile, { template, name, to, data }: Notice): Step<void> {
  if (to === undefined) return;
  const step = `${sendNotification.name}/${template}/${name}`;
  yield* call(context, sendNotification, { template, to, data: { caseId, ...data } }, { step });
}
