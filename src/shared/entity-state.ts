import type { z } from 'zod';
import type { EntityContract } from './contract';

/** What the durable client answers when it is asked for the state of an entity. */
export interface ReadEntity {
  readonly entityExists: boolean;
  readonly entityState?: unknown;
}

/** The state as its contract has it, or undefined when nobody has used the entity yet. */
export function entityStateOf<Contract extends EntityContract>(
  contract: Contract,
  { entityExists, entityState }: ReadEntity,
): z.output<Contract['state']> | undefined {
  // The parser is the contract's own, so what it gives has the contract's state type.
  return entityExists ? (contract.state.parse(entityState) as z.output<Contract['state']>) : undefined;
}
