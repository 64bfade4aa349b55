import { defineProcess } from '../../orchestration/define-process';
import { Saga } from '../../orchestration/saga';
import { provisioning, type ProvisioningResult } from './provisioning-contract';
import { stepsOf } from './system-steps';

/**
 * One system. What it opens the onboarding closes again, which knows whether the account is wanted. With `untilItWorks`
 * the opening is a pivot at once: tried until there is an answer, and shown to the operators meanwhile.
 */
export const provisioningProcess = defineProcess(provisioning, function* (context, input) {
  const open = () => stepsOf[input.system].open(context, input);
  const { result } = yield* Saga.run<ProvisioningResult>(context, {
    story: (saga) =>
      input.trying === 'bounded' ? open() : saga.pivot(open, ({ outcome }) => outcome === 'provisioned'),
    whenCancelled: ({ reason = 'cancelled' }) => ({ outcome: 'cancelled', reason }),
  });
  return result;
});
