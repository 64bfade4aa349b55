/** The onboardings of the customer: they have the name and the address in their inputs and histories. */
import { call } from '../../orchestration/call';
import { cancelRequested } from '../../orchestration/contract';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { endInstances } from '../../services/instances/contract';
import { welcomeStopped } from '../onboarding/contract';

/** Whichever the onboarding listens to: before its pivot it is cancelled, behind it the mails stop. */
export function endOnboardings(context: ProcessContext, instanceIds: readonly string[]): Step<unknown> {
  const events = [
    { name: cancelRequested, data: { reason: 'erasure' } },
    { name: welcomeStopped, data: { because: 'erasure' } },
  ];
  return call(context, endInstances, { instanceIds: [...instanceIds], events });
}
