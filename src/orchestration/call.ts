import type { z } from 'zod';
import type { ActivityContract, ActivityEnvelope } from '../shared/contract';
import { attempt } from './attempt';
import { CircuitBreaker, type Guard } from './circuit-breaker';
import { withinTime } from './deadline';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

interface CallOptions {
  /** Tells calls of one operation apart; the name of the operation when absent. */
  readonly step?: string;
  /** For all attempts and pauses together; the contract's own limit is for one attempt. */
  readonly timeoutMs?: number;
  /** While the breaker of the service is open: wait, which is usual, or fail at once. */
  readonly breaker?: Guard['whenOpen'];
}

/**
 * Runs an operation of a service as an activity, retried by its contract. The key that makes its effect happen once
 * is the instance and the step: the same over retries, replays and crashes.
 */
export function call<Contract extends ActivityContract>(
  context: ProcessContext,
  contract: Contract,
  payload: z.input<Contract['input']>,
  { step = contract.name, timeoutMs, breaker = 'wait' }: CallOptions = {},
): Step<z.output<Contract['output']>> {
  const envelope: ActivityEnvelope = { idempotencyKey: `${context.instanceId}/${step}`, payload };
  return withinTime(context, { step, timeoutMs }, (inner) =>
    attempt(inner, {
      step,
      retry: contract.retry,
      breaker: breakerOf(inner, contract, { step, whenOpen: breaker }),
      start: () => context.df.callActivity(contract.name, envelope),
      // The parser is the contract's own, so what it gives has the contract's output type.
      parse: (answer) => contract.output.parse(answer) as z.output<Contract['output']>,
    }),
  );
}

function breakerOf(
  context: ProcessContext,
  { name, breaker: policy }: ActivityContract,
  { step, whenOpen }: { readonly step: string; readonly whenOpen: Guard['whenOpen'] },
): CircuitBreaker | undefined {
  const [service = name] = name.split('.', 1);
  return policy === undefined ? undefined : new CircuitBreaker(context, { service, policy, whenOpen }, step);
}
