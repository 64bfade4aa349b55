import type { z } from 'zod';
import type { ActivityCall, ActivityContract, ActivityImplementation } from './contract';
import { AppError } from './errors';
import { describeInvalid } from './invalid-fields';

export interface RunningCall extends ActivityCall {
  /** Aborts when the time limit of the contract is over, or nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Puts the doors of a contract around what an activity does: payload and answer parsed, the time limited. */
export function implementActivity<Input extends z.ZodType>(
  contract: ActivityContract<Input>,
  perform: (input: z.output<Input>, call: RunningCall) => Promise<unknown>,
): ActivityImplementation {
  return {
    contract,
    handle: async (payload, call) => {
      const input = contract.input.safeParse(payload);
      if (!input.success) throw invalid('activity.invalidInput', contract, input.error);
      const answer = contract.output.safeParse(await withinTimeLimit(contract, call, (c) => perform(input.data, c)));
      if (!answer.success) throw invalid('service.invalidAnswer', contract, answer.error);
      return answer.data;
    },
  };
}

function invalid(
  code: 'activity.invalidInput' | 'service.invalidAnswer',
  contract: ActivityContract,
  error: z.ZodError,
) {
  return new AppError(code, { detail: `${contract.name}: ${describeInvalid(error)}` });
}

async function withinTimeLimit<Answer>(
  { name, timeoutMs }: ActivityContract,
  call: ActivityCall,
  perform: (call: RunningCall) => Promise<Answer>,
): Promise<Answer> {
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
  try {
    return await perform({ ...call, signal });
  } catch (cause) {
    if (!limit.aborted) throw cause;
    throw new AppError('activity.timeout', { detail: `${name} took longer than ${timeoutMs} ms`, cause });
  }
}
