import * as df from 'durable-functions';
import type { EntityImplementation } from '../shared/contract';

/** The message is all that reaches a caller: durable-functions stores `JSON.stringify(error)`, which is `{}` for an Error. */
class EntityFault extends Error {
  override readonly name = 'EntityFault';

  toJSON(): string {
    return this.message;
  }
}

export function registerEntity({ contract, apply }: EntityImplementation): void {
  df.app.entity(contract.name, ({ df: entity }) => {
    try {
      const applied = apply({
        key: entity.entityKey,
        operation: entity.operationName ?? '',
        state: entity.getState(),
        input: entity.getInput<unknown>(),
      });
      entity.setState(applied.state);
      entity.return(applied.answer);
    } catch (cause) {
      throw new EntityFault(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  });
}
