import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { ActivityContract, ActivityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import { implementActivity } from '../../shared/implement-activity';
import type { Records } from './records';
import { troubleIn } from './test-values';

export interface StandInOperation<Input extends z.ZodType, Output extends z.ZodType> {
  /** The clauses of the input's test value that speak to this operation; see test-values.ts. */
  readonly clauses: (input: z.output<Input>) => readonly string[];
  /** What the service does and answers, once for each idempotency key; synchronous, because it is one transaction. */
  readonly effect: (input: z.output<Input>) => z.input<Output>;
}

/** An operation of a stand-in: one effect for each key, and the trouble that its test value asks for. */
export function standIn<Input extends z.ZodType, Output extends z.ZodType>(
  records: Records,
  contract: ActivityContract<Input, Output>,
  { clauses, effect }: StandInOperation<Input, Output>,
): ActivityImplementation {
  return implementActivity(contract, async (input, { idempotencyKey, signal }) => {
    const { faults, lostAnswers, delayMs } = troubleIn(clauses(input));
    if (delayMs > 0) await pause(delayMs, undefined, { signal });
    if (records.countUpTo(faults, idempotencyKey, 'fault')) throw unavailable(contract, 'cannot answer now');
    const answer = records.once({ idempotencyKey, operation: contract.name, request: input }, () => effect(input));
    if (records.countUpTo(lostAnswers, idempotencyKey, 'lostAnswer'))
      throw unavailable(contract, 'did not answer in time');
    return answer;
  });
}

function unavailable({ name }: ActivityContract, what: string): AppError {
  return new AppError('service.unavailable', { detail: `${name} ${what}, as the test value asks` });
}
