import { customerFile } from '../../entities/customer-file/contract';
import { defineProcess } from '../../orchestration/define-process';
import { ask } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { call } from '../../orchestration/call';
import { activateContact } from '../../services/crm/contract';
import { confirmAddress } from './address';
import { type Applicant, applicantOf } from './applicant';
import { onboarding, type OnboardingResult, type Rejection } from './contract';
import { provisionInBackground, provisionSystems, settleSystems } from './systems';
import { sendMail, welcomeCustomer } from './welcome';

export const onboardingProcess = defineProcess(onboarding, function* (context, input) {
  const applicant = applicantOf(context, input);
  const customerId = applicant.customer.id;
  const { result, notUndone } = yield* Saga.run<OnboardingResult>(context, {
    story: (saga) => onboard(context, saga, applicant),
    whenCancelled: ({ reason = 'cancelledByCustomer' }) => ({ outcome: 'cancelled', customerId, reason }),
  });
  if (result.outcome === 'rejected' && result.by !== 'customerFile' && result.by !== 'notifications')
    yield* sendMail(context, applicant, 'onboardingRefused');
  return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
});

function* onboard(context: ProcessContext, saga: Saga, applicant: Applicant): Step<OnboardingResult> {
  const { reference, customer } = applicant;
  const customerId = customer.id;
  const rejected = (rejection: Rejection) =>
    saga.abandon<OnboardingResult>({ outcome: 'rejected', customerId, ...rejection });

  // Sees to it that a customer is onboarded by one instance at a time.
  const file = { entity: customerFile, key: customerId, input: { instanceId: context.instanceId } };
  const place = saga.undoWith('leave the customer file', () =>
    ask(context, { ...file, operation: 'abandonOnboarding' }),
  );
  const entry = yield* ask(context, { ...file, operation: 'beginOnboarding' });
  if (entry.outcome === 'refused') {
    place.drop();
    return rejected({ by: 'customerFile', reason: entry.reason });
  }

  const address = yield* confirmAddress(context, saga, applicant);
  if (address.outcome === 'refused') return rejected({ by: 'notifications', reason: address.reason });
  if (address.outcome === 'expired')
    return saga.abandon({ outcome: 'expired', customerId, reason: 'addressNotConfirmed' });

  const provisioned = yield* provisionSystems(context, saga, applicant);
  if (provisioned.outcome === 'refused') return rejected({ by: provisioned.by, reason: provisioned.reason });

  const activation = yield* saga.pivot(
    () => call(context, activateContact, { reference }),
    ({ outcome }) => outcome === 'activated',
  );
  if (activation.outcome === 'refused') return rejected({ by: 'crm', reason: activation.reason });
  yield* ask(context, { ...file, operation: 'completeOnboarding' });

  const background = yield* provisionInBackground(context, applicant, provisioned.systems);
  const welcome = yield* welcomeCustomer(context, applicant);
  const systems = yield* settleSystems(provisioned.systems, background);
  return { outcome: 'onboarded', customerId, systems, welcome };
}
