import { customerFile } from '../../entities/customer-file/contract';
import { call } from '../../orchestration/call';
import { defineProcess } from '../../orchestration/define-process';
import { ask } from '../../orchestration/entity-call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import { sleep } from '../../orchestration/sleep';
import type { Step } from '../../orchestration/step';
import { blockAccounts, unblockAccounts } from '../../services/billing/contract';
import { forgetInstances } from '../../services/instances/contract';
import { instancesOf } from '../onboarding/contract';
import { erasure, type ErasureInput, type ErasureResult } from './contract';
import { endOnboardings } from './onboardings';
import { erasers } from './systems';

export const erasureProcess = defineProcess(erasure, function* (context, input) {
  const { customerId } = input;
  const { result, notUndone } = yield* Saga.run<ErasureResult>(context, {
    story: (saga) => erase(context, saga, input),
    whenCancelled: ({ reason = 'withdrawnByCustomer' }) => ({ outcome: 'withdrawn', customerId, reason }),
  });
  return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
});

function* erase(context: ProcessContext, saga: Saga, { customerId, options }: ErasureInput): Step<ErasureResult> {
  const requestedAt = context.now;
  const file = { entity: customerFile, key: customerId, input: { instanceId: context.instanceId } };
  const mark = saga.undoWith('withdraw from the customer file', () =>
    ask(context, { ...file, operation: 'withdrawErasure' }),
  );
  const begun = yield* ask(context, { ...file, operation: 'beginErasure' });
  if (begun.outcome === 'refused') {
    mark.drop();
    return saga.abandon({ outcome: 'rejected', customerId, by: 'customerFile', reason: begun.reason });
  }

  const block = saga.undoWith('unblock billing', () => call(context, unblockAccounts, { customerId }));
  const blocked = yield* call(context, blockAccounts, { customerId });
  if (blocked.outcome === 'refused') {
    block.drop();
    return saga.abandon({ outcome: 'rejected', customerId, by: 'billing', reason: blocked.reason });
  }

  yield* sleep(context, { step: 'withdrawalPeriod', forMs: options.withdrawalMs });

  // Ending what goes on with the customer is the first thing that no withdrawal brings back.
  yield* saga.pivot(
    () => endOnboardings(context, begun.instances),
    () => true,
  );
  const systems = yield* parallel(
    context,
    erasers.map((eraseIn) => (branch) => eraseIn(branch, customerId)),
  );
  yield* call(context, forgetInstances, { instanceIds: begun.instances.flatMap(instancesOf) });
  yield* ask(context, { ...file, operation: 'completeErasure' });
  const certificateId = context.instanceId;
  const certificate = { certificateId, requestedAt, erasedAt: context.now, systems, histories: begun.instances.length };
  return { outcome: 'erased', customerId, certificate };
}
