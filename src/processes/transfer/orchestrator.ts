import { accountBalance } from '../../entities/account-balance/contract';
import { defineProcess } from '../../orchestration/define-process';
import { ask } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { TransferId } from '../../shared/ids';
import { transfer, type TransferOrder, type TransferResult } from './contract';

export const transferProcess = defineProcess(transfer, function* (context, order) {
  const { result, notUndone } = yield* Saga.run<TransferResult>(context, {
    story: (saga) => move(context, saga, order),
    whenCancelled: ({ reason = 'cancelledByCustomer' }) => ({ outcome: 'cancelled', reason }),
  });
  return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
});

function* move(context: ProcessContext, saga: Saga, { from, to, cents }: TransferOrder): Step<TransferResult> {
  const transferId = TransferId.parse(context.instanceId);
  const money = { transferId, cents };

  const giveBack = saga.undoWith('give the money back', () => giveMoneyBack(context, from, transferId));
  const given = yield* ask(context, { entity: accountBalance, key: from, operation: 'debit', input: money });
  if (given.outcome === 'refused') {
    giveBack.drop();
    return saga.abandon<TransferResult>({ outcome: 'rejected', by: 'from', reason: given.reason });
  }

  const taken = yield* saga.pivot(
    () => ask(context, { entity: accountBalance, key: to, operation: 'credit', input: money }),
    ({ outcome }) => outcome === 'credited',
  );
  if (taken.outcome === 'refused') {
    return saga.abandon<TransferResult>({ outcome: 'rejected', by: 'to', reason: taken.reason });
  }

  yield* ask(context, { entity: accountBalance, key: from, operation: 'settle', input: { transferId } });
  return { outcome: 'transferred' };
}

function* giveMoneyBack(context: ProcessContext, from: string, transferId: TransferId): Step<void> {
  const input = { transferId };
  const answer = yield* ask(context, { entity: accountBalance, key: from, operation: 'giveBack', input });
  if (answer.outcome === 'alreadySettled') throw new Error('The money has arrived and cannot be given back.');
}
