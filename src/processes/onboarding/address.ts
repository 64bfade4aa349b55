/** The customer proves the address: a mail with a secret link, reminders, a deadline. Of the secret only hashes are here. */
import { emailVerification } from '../../entities/email-verification/contract';
import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import { ask, tell } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import { sendSecretLink } from '../../services/notifications/contract';
import type { Instant } from '../../shared/instant';
import type { Applicant } from './applicant';
import { AddressConfirmed, addressConfirmed, confirmationsPath } from './contract';

type Confirmation =
  { readonly outcome: 'confirmed' | 'expired' } | { readonly outcome: 'refused'; readonly reason: string };

interface Mailing {
  readonly applicant: Applicant;
  readonly expiresAt: Instant;
  /** Of every mail so far: the customer may use any of them. */
  readonly secretHashes: Set<string>;
}

export function* confirmAddress(context: ProcessContext, saga: Saga, applicant: Applicant): Step<Confirmation> {
  const { confirmationRemindersMs, confirmationDeadlineMs } = applicant.options;
  const mailing = { applicant, expiresAt: context.after(confirmationDeadlineMs), secretHashes: new Set<string>() };
  const opened = saga.undoWith('close the confirmation', () => close(context, 'cancelled'));
  const mail = yield* sendLink(context, mailing, 'confirmAddress');
  if (mail.outcome === 'refused') return mail;
  const ending = yield* waitForEvent(context, {
    step: 'addressConfirmation',
    event: addressConfirmed,
    schema: AddressConfirmed,
    accept: ({ secretHash }) => mailing.secretHashes.has(secretHash),
    remindAfterMs: confirmationRemindersMs,
    onReminder: (inner, count) => remind(inner, mailing, count),
    expireAfterMs: confirmationDeadlineMs,
  });
  const outcome = ending.outcome === 'received' ? 'confirmed' : 'expired';
  opened.drop();
  yield* close(context, outcome);
  return { outcome };
}

function remind(context: ProcessContext, mailing: Mailing, count: number): Step<void> {
  return bestEffort(context, (inner) => sendLink(inner, mailing, 'confirmAddressReminder', `/${count}`));
}

function* sendLink(
  context: ProcessContext,
  { applicant, expiresAt, secretHashes }: Mailing,
  template: 'confirmAddress' | 'confirmAddressReminder',
  part = '',
) {
  const { customer, options } = applicant;
  const url = `${options.publicUrl}/${confirmationsPath}/${context.instanceId}`;
  const mail = { template, customerId: customer.id, to: customer.email, url, expiresAt };
  const answer = yield* call(context, sendSecretLink, mail, { step: `${sendSecretLink.name}/${template}${part}` });
  if (answer.outcome === 'refused') return answer;
  secretHashes.add(answer.secretHash);
  const input = { secretHash: answer.secretHash, expiresAt };
  tell(context, { entity: emailVerification, key: context.instanceId, operation: 'mailed', input });
  return answer;
}

function close(context: ProcessContext, outcome: 'confirmed' | 'expired' | 'cancelled'): Step<unknown> {
  const input = { outcome, at: context.now };
  return ask(context, { entity: emailVerification, key: context.instanceId, operation: 'close', input });
}
