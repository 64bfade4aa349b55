import { accountBalance } from '../../entities/account-balance/contract';
import { ask } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { type AccountId, TransferId } from '../../shared/ids';

interface Deposit {
  readonly from: AccountId;
  readonly to: AccountId;
  readonly cents: number;
}

/**
 * Moves the first money to the new account. It stays in transit until the account is active, so that it comes back
 * whatever happens before: nobody can spend it (T5 of the account balance).
 */
export function* deposit(context: ProcessContext, saga: Saga, { from, to, cents }: Deposit) {
  const transfer = { transferId: transferOf(context), cents };
  const reverse = saga.undoWith('reverse the deposit', () => reverseDeposit(context, { from, to }));
  const given = yield* ask(context, { entity: accountBalance, key: from, operation: 'debit', input: transfer });
  if (given.outcome === 'refused') {
    reverse.drop();
    return given;
  }
  return yield* ask(context, { entity: accountBalance, key: to, operation: 'credit', input: transfer });
}

/** The deposit has arrived for good, and may be spent. */
export function* handOver(context: ProcessContext, { from, to }: Omit<Deposit, 'cents'>): Step<void> {
  const input = { transferId: transferOf(context) };
  yield* ask(context, { entity: accountBalance, key: from, operation: 'settle', input });
  yield* ask(context, { entity: accountBalance, key: to, operation: 'activate', input: null });
}

function* reverseDeposit(context: ProcessContext, { from, to }: Omit<Deposit, 'cents'>): Step<void> {
  const input = { transferId: transferOf(context) };
  const taken = yield* ask(context, { entity: accountBalance, key: to, operation: 'takeBack', input });
  if (taken.outcome === 'insufficientFunds') throw new Error('The deposit was spent and cannot be reversed.');
  const given = yield* ask(context, { entity: accountBalance, key: from, operation: 'giveBack', input });
  if (given.outcome === 'alreadySettled') throw new Error('The deposit was handed over and cannot be reversed.');
}

function transferOf({ instanceId }: ProcessContext): TransferId {
  return TransferId.parse(`${instanceId}/deposit`);
}
