import { accountBalance } from '../../entities/account-balance/contract';
import { call } from '../../orchestration/call';
import { ask } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { closeBankAccount, openBankAccount } from '../../services/accounts/contract';
import { cancelCard, issueCard } from '../../services/cards/contract';
import { registerCustomer, removeCustomer } from '../../services/customers/contract';
import type { AccountId, CustomerId } from '../../shared/ids';
import type { Application } from './application';

export function* register(context: ProcessContext, saga: Saga, { reference, applicant: person }: Application) {
  const remove = saga.undoWith('remove the customer', () => call(context, removeCustomer, { reference }));
  const answer = yield* call(context, registerCustomer, { reference, person });
  if (answer.outcome === 'refused') remove.drop();
  return answer;
}

export function* openAccount(context: ProcessContext, saga: Saga, application: Application, customerId: CustomerId) {
  const { reference, product, branch } = application;
  const close = saga.undoWith('close the account', () => closeAccount(context, application));
  const answer = yield* call(context, openBankAccount, { reference, customerId, product, branch });
  if (answer.outcome === 'refused') close.drop();
  else yield* openBalance(context, saga, answer.accountId);
  return answer;
}

export function* sendCard(context: ProcessContext, saga: Saga, application: Application, accountId: AccountId) {
  const { reference, applicant } = application;
  const cancel = saga.undoWith('cancel the card', () => call(context, cancelCard, { reference }));
  const answer = yield* call(context, issueCard, { reference, accountId, sendTo: applicant.address });
  if (answer.outcome === 'refused') cancel.drop();
  return answer;
}

function* closeAccount(context: ProcessContext, { reference }: Application): Step<void> {
  const answer = yield* call(context, closeBankAccount, { reference });
  if (answer.outcome === 'alreadyActive') throw new Error('The account is in use and cannot be closed.');
}

function* openBalance(context: ProcessContext, saga: Saga, accountId: AccountId): Step<void> {
  saga.undoWith('close the balance', () => closeBalance(context, accountId));
  yield* ask(context, { entity: accountBalance, key: accountId, operation: 'open', input: null });
}

function* closeBalance(context: ProcessContext, accountId: AccountId): Step<void> {
  const answer = yield* ask(context, { entity: accountBalance, key: accountId, operation: 'close', input: null });
  if (answer.outcome === 'notEmpty') throw new Error(`${accountId} has money and cannot be closed.`);
}
