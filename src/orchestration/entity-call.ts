import { EntityId } from 'durable-functions';
import type { z } from 'zod';
import type { EntityContract, EntityOperationContract, RetryPolicy } from '../shared/contract';
import { attempt } from './attempt';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

/** An entity computes and never waits, so what it fails at it fails at again: no retry before the pivot. */
const once: RetryPolicy = { firstDelayMs: 1, attempts: 1, backoff: 1, maxDelayMs: 1 };

/** An undo that fails takes an operator's time: for a minute it may be only the moment that is bad. */
const inUndos: RetryPolicy = { firstDelayMs: 1_000, attempts: 5, backoff: 3, maxDelayMs: 60_000 };

type OperationOf<Contract extends EntityContract> = keyof Contract['operations'] & string;
type InputOf<Contract extends EntityContract, Operation extends OperationOf<Contract>> = z.input<
  Contract['operations'][Operation]['input']
>;
type OutputOf<Contract extends EntityContract, Operation extends OperationOf<Contract>> = z.output<
  Contract['operations'][Operation]['output']
>;

interface EntityRequest<Contract extends EntityContract, Operation extends OperationOf<Contract>> {
  readonly entity: Contract;
  readonly key: string;
  readonly operation: Operation;
  readonly input: InputOf<Contract, Operation>;
}

/** Runs an operation of an entity and waits for its answer. Operations of one instance arrive in their order. */
export function ask<Contract extends EntityContract, Operation extends OperationOf<Contract>>(
  context: ProcessContext,
  { entity, key, operation, input }: EntityRequest<Contract, Operation>,
): Step<OutputOf<Contract, Operation>> {
  const contract: EntityOperationContract | undefined = entity.operations[operation];
  return attempt(context, {
    step: `${entity.name}.${operation}/${key}`,
    retry: context.phase.isPatient ? inUndos : once,
    start: () => context.df.callEntity(new EntityId(entity.name, key), operation, input),
    // The parser is the contract's own, so what it gives has the contract's output type.
    parse: (answer) => contract?.output.parse(answer) as OutputOf<Contract, Operation>,
  });
}

/** As `ask`, besides the steps: not shown in the progress, so it needs no name, and no safe point. */
export function* consult<Contract extends EntityContract, Operation extends OperationOf<Contract>>(
  context: ProcessContext,
  { entity, key, operation, input }: EntityRequest<Contract, Operation>,
): Step<OutputOf<Contract, Operation>> {
  const contract: EntityOperationContract | undefined = entity.operations[operation];
  const answer = yield* context.wait(context.df.callEntity(new EntityId(entity.name, key), operation, input));
  // The parser is the contract's own, so what it gives has the contract's output type.
  return contract?.output.parse(answer) as OutputOf<Contract, Operation>;
}

/** Sends an operation to an entity without waiting; what the entity fails at stays unknown here. */
export function tell<Contract extends EntityContract, Operation extends OperationOf<Contract>>(
  context: ProcessContext,
  { entity, key, operation, input }: EntityRequest<Contract, Operation>,
): void {
  context.df.signalEntity(new EntityId(entity.name, key), operation, input);
}
