import type { ProcessContext } from '../../orchestration/process-context';
import { AccountReference } from '../../shared/ids';
import type { OnboardingInput } from './contract';

/** Who is onboarded, with the reference under which the systems know the accounts. */
export interface Applicant extends OnboardingInput {
  readonly reference: AccountReference;
}

export function applicantOf({ instanceId }: ProcessContext, input: OnboardingInput): Applicant {
  return { ...input, reference: AccountReference.parse(instanceId) };
}
