import type { ProcessContext } from '../../orchestration/process-context';
import { ApplicationReference } from '../../shared/ids';
import type { AccountOpeningInput } from './contract';

/** An application with the id under which the services know it. */
export interface Application extends AccountOpeningInput {
  /** Names customer, account and card: chosen here, so that an undo never depends on an answer. */
  readonly reference: ApplicationReference;
}

export function applicationOf({ instanceId }: ProcessContext, input: AccountOpeningInput): Application {
  return { ...input, reference: ApplicationReference.parse(instanceId) };
}
