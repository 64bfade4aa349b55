import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityContract, EntityImplementation } from './contract';
import { AppError } from './errors';
import { describeInvalid } from './invalid-fields';

type AnyOperation = (state: unknown, input: unknown) => Applied<unknown, unknown>;

/** Puts the doors of a contract around what an entity does: stored state, input and answer are parsed. */
export function implementEntity<Contract extends EntityContract>(
  behaviour: EntityBehaviour<Contract>,
): EntityImplementation {
  const contract: EntityContract = behaviour.contract;
  // True because `apply` hands each operation only what the schemas of the same name have parsed.
  const operations = new Map(Object.entries(behaviour.operations)) as unknown as ReadonlyMap<string, AnyOperation>;
  return {
    contract,
    apply: ({ key, operation, state, input }) => {
      const run = operations.get(operation);
      const doors = contract.operations[operation];
      if (!run || !doors) throw new AppError('entity.invalidCall', { detail: `${contract.name} has no ${operation}` });
      const where = `${contract.name}.${operation}`;
      const before =
        state === undefined ? behaviour.initialState(key) : parsed(`${where} state`, contract.state, state);
      const applied = run(before, parsed(`${where} input`, doors.input, input));
      return { state: applied.state, answer: parsed(`${where} answer`, doors.output, applied.answer) };
    },
  };
}

function parsed(what: string, schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new AppError('entity.invalidCall', { detail: `${what}: ${describeInvalid(result.error)}` });
  return result.data;
}
