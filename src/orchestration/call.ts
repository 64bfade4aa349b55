import type { z } from 'zod';
import type { AboutStep, ActivityContract, ActivityEnvelope } from '../shared/contract';
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
  const idempotencyKey = `${context.instanceId}/${step}`;
  const envelopeOf = (count: number): ActivityEnvelope => ({ idempotencyKey, payload, about: about(context, count) });
  return withinTime(context, { step, timeoutMs }, (inner) =>
    attempt(inner, {
      step,
      retry: contract.retry,
      breaker: breakerOf(inner, contract, { step, whenOpen: breaker }),
      start: (count) => context.df.callActivity(contract.name, envelopeOf(count)),
      // The parser is the contract's own, so what it gives has the contract's output type.
      parse: (answer) => contract.output.parse(answer) as z.output<Contract['output']>,
    }),
  );
}

/** What does not apply is left out: it would stand in every history. */
function about({ process, version, businessKey, phase }: ProcessContext, count: number): AboutStep {
  return {
    ...{ process, attempt: count },
    ...(version === undefined ? {} : { version }),
    ...(businessKey === undefined ? {} : { businessKey }),
    ...(phase.isUndoing ? { compensation: true } : {}),
  };
}

function breakerOf(
  context: ProcessContext,
  { name, breaker: policy }: ActivityContract,
  { step, whenOpen }: { readonly step: string; readonly whenOpen: Guard['whenOpen'] },
): CircuitBreaker | undefined {
  const [service = name] = name.split('.', 1);
  return policy === undefined ? undefined : new CircuitBreaker(context, { service, policy, whenOpen }, step);
}
