import * as df from 'durable-functions';
import type { EntityChange, EntityImplementation } from '../shared/contract';
import type { HostLog } from '../telemetry/log';

/** The message is all that reaches a caller: durable-functions stores `JSON.stringify(error)`, which is `{}` for an Error. */
class EntityFault extends Error {
  override readonly name = 'EntityFault';

  toJSON(): string {
    return this.message;
  }
}

/** `tell` is told of each operation that went well; it decides nothing. */
export function registerEntity(
  { contract, apply }: EntityImplementation,
  tell?: (change: EntityChange, hostLog: HostLog) => void,
): void {
  df.app.entity(contract.name, (context) => {
    const { df: entity } = context;
    try {
      const { entityKey: key, operationName: operation = '' } = entity;
      const before = entity.getState();
      const { state: after, answer } = apply({ key, operation, state: before, input: entity.getInput<unknown>() });
      entity.setState(after);
      entity.return(answer);
      tell?.({ key, before, after }, context);
    } catch (cause) {
      throw new EntityFault(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  });
}
