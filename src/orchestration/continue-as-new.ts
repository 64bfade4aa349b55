import type { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import type { ProcessContext } from './process-context';
import { readStamp } from './stamp';

interface Continuation<Contract extends ProcessContract> {
  readonly contract: Contract;
  readonly input: z.input<Contract['input']> & object;
}

/**
 * The instance goes on with an empty history, as if it had been started with this input; to be the last thing that a
 * story does. It goes on with today's version, because nothing of an older one is left to replay. Not for a process that is sent events: a host may lose one that comes in the same moment.
 */
export function continueAsNew<Contract extends ProcessContract>(
  { df, report }: ProcessContext,
  { contract, input }: Continuation<Contract>,
): void {
  const { requestFingerprint, startedBy, traceparent } = readStamp(df.getInput());
  // Without it, a repetition of the start would look like another order under the same Idempotency-Key.
  const fingerprint = requestFingerprint === undefined ? {} : { requestFingerprint };
  const owner = startedBy === undefined ? {} : { startedBy };
  const trace = traceparent === undefined ? {} : { traceparent };
  const stamp = { ...fingerprint, ...owner, ...trace, processVersion: contract.version };
  report.willGoOn();
  df.continueAsNew({ ...input, ...stamp, processBegunAt: report.begunAt });
}
