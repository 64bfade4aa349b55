import { call } from '../../orchestration/call';
import { defineProcess } from '../../orchestration/define-process';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { activateBankAccount } from '../../services/accounts/contract';
import { openAccount, register, sendCard } from './account';
import { type Application, applicationOf } from './application';
import { checkApplicant } from './checks';
import { accountOpening, type AccountOpeningResult, type Rejection } from './contract';
import { decideApplication } from './decision-table';
import { deposit, handOver } from './deposit';
import { collectDocuments } from './documents';
import { tellApplicant } from './notices';
import { reviewByTwo } from './review';

export const accountOpeningProcess = defineProcess(accountOpening, function* (context, input) {
  const application = applicationOf(context, input);
  const { applicationId } = application;
  try {
    const { result, notUndone } = yield* Saga.run<AccountOpeningResult>(context, {
      story: (saga) => openFor(context, saga, application),
      whenCancelled: ({ reason = 'cancelledByApplicant' }) => ({ outcome: 'cancelled', applicationId, reason }),
    });
    yield* tellApplicant(context, application, result.outcome);
    return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
  } catch (fault) {
    yield* tellApplicant(context, application, 'failed');
    throw fault;
  }
});

function* openFor(context: ProcessContext, saga: Saga, application: Application): Step<AccountOpeningResult> {
  const { applicationId, reference, initialDeposit } = application;
  const rejected = (rejection: Rejection) =>
    saga.abandon<AccountOpeningResult>({ outcome: 'rejected', applicationId, ...rejection });
  const expired = (reason: 'documentsNotProvided' | 'notReviewedInTime') =>
    saga.abandon<AccountOpeningResult>({ outcome: 'expired', applicationId, reason });

  const collected = yield* collectDocuments(context, application);
  if (collected.outcome === 'expired') return expired('documentsNotProvided');

  const findings = yield* checkApplicant(context, application, collected.documents);
  const decision = decideApplication(findings.facts);
  if (decision.outcome === 'reject') return rejected({ by: 'rules', reason: decision.reason, rule: decision.rule });
  if (decision.outcome === 'review') {
    const review = yield* reviewByTwo(context, application, { ...findings, reason: decision.reason });
    if (review.outcome === 'expired') return expired('notReviewedInTime');
    if (review.decision === 'reject') {
      return rejected({ by: 'review', reason: decision.reason, rule: decision.rule, comment: review.comment });
    }
  }

  const customer = yield* register(context, saga, application);
  if (customer.outcome === 'refused') return rejected({ by: 'customers', reason: customer.reason });
  const { customerId } = customer;

  const account = yield* openAccount(context, saga, application, customerId);
  if (account.outcome === 'refused') return rejected({ by: 'accounts', reason: account.reason });
  const { accountId } = account;

  const card = yield* sendCard(context, saga, application, accountId);
  if (card.outcome === 'refused') return rejected({ by: 'cards', reason: card.reason });

  const transfer = { ...initialDeposit, to: accountId };
  const deposited = yield* deposit(context, saga, transfer);
  if (deposited.outcome === 'refused') return rejected({ by: 'deposit', reason: deposited.reason });

  const activation = yield* saga.pivot(
    () => call(context, activateBankAccount, { reference }),
    ({ outcome }) => outcome === 'activated',
  );
  if (activation.outcome === 'refused') return rejected({ by: 'accounts', reason: activation.reason });

  yield* handOver(context, transfer);
  const { balanceCents } = deposited;
  return { outcome: 'opened', applicationId, customerId, accountId, cardId: card.cardId, balanceCents };
}
