/** Mails over weeks, which stop when the customer becomes active. Best effort: a customer is one without them. */
import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import { type NotificationTemplate, sendNotification } from '../../services/notifications/contract';
import type { Applicant } from './applicant';
import { type OnboardingResult, WelcomeStopped, welcomeStopped } from './contract';

type WelcomeEnding = Extract<OnboardingResult, { readonly outcome: 'onboarded' }>['welcome'];

export function* welcomeCustomer(context: ProcessContext, applicant: Applicant): Step<WelcomeEnding> {
  const { welcomeMailsMs, welcomeEndsMs } = applicant.options;
  yield* sendMail(context, applicant, 'welcome', '/0');
  const ending = yield* waitForEvent(context, {
    step: 'welcome',
    event: welcomeStopped,
    schema: WelcomeStopped,
    remindAfterMs: welcomeMailsMs,
    onReminder: (inner, count) => sendMail(inner, applicant, 'welcome', `/${count}`),
    expireAfterMs: welcomeEndsMs,
  });
  return ending.outcome === 'received' ? ending.event.because : 'completed';
}

export function* sendMail(
  context: ProcessContext,
  { customer, plan }: Applicant,
  template: NotificationTemplate,
  part = '',
): Step<void> {
  const mail = { template, to: customer.email, data: { customerId: customer.id, plan } };
  const step = `${sendNotification.name}/${template}${part}`;
  yield* bestEffort(context, (inner) => call(inner, sendNotification, mail, { step }));
}
