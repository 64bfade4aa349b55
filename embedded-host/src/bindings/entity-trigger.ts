import type { EntityReply, EntityRequest } from '../engine/runner';
import { callDurable, contextOf } from './call-durable';
import type { InvocationScope } from './invoke';
import type { ExecutedFunction } from './observed-call';
import { describeThrown } from './thrown';

/** One batch of operations on one entity. */
export async function runEntity(
  scope: InvocationScope,
  { durable, execution }: ExecutedFunction,
  request: EntityRequest,
): Promise<EntityReply> {
  const { name, key, exists, state, batch } = request;
  const self = { name: name.toLowerCase(), key };
  const call = { durable, input: { self, exists, state, batch }, instanceId: `@${self.name}@${key}`, execution };
  const context = contextOf(scope, call);
  try {
    const running = callDurable(scope, call, context);
    return { type: 'state', state: await scope.timeLimit.guard(durable.registered.name, running) };
  } catch (error) {
    const thrown = describeThrown(error);
    scope.log.failure(thrown.stack, { functionName: durable.registered.name, invocationId: context.invocationId });
    return { type: 'threw', ...thrown };
  }
}
