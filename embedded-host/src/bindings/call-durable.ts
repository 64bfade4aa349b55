import type { DurableFunction, Execution } from './durable-context';
import { DurableContext } from './durable-context';
import { callWithHooks } from './hooked-call';
import type { InvocationScope } from './invoke';

export interface DurableCall {
  readonly durable: DurableFunction;
  readonly input: unknown;
  readonly instanceId: string;
  readonly execution: Execution;
}

/** Calls a durable function directly; hooks cost their turn only when the app has some. */
export async function callDurable(
  scope: InvocationScope,
  call: DurableCall,
  context: DurableContext,
): Promise<unknown> {
  const { hooks } = scope.app;
  const { handler } = call.durable.registered;
  for (const name of call.durable.clientInputs) {
    const payload: unknown = JSON.parse(scope.durableClient());
    context.extraInputs.set(name, payload);
  }
  if (!hooks.has('preInvocation') && !hooks.has('postInvocation')) return await handler(call.input, context);
  return callWithHooks(hooks, {
    context,
    hookData: DurableContext.hookDataOf(context),
    inputs: [call.input],
    callback: handler,
    invoke: (inputs, callback) => callback(...inputs, context),
  });
}

export function contextOf(
  scope: InvocationScope,
  { durable, instanceId, input, execution }: DurableCall,
): DurableContext {
  const data = durable.registered.trigger.type.toLowerCase() === 'activitytrigger' ? { data: input } : {};
  return new DurableContext(durable, { instanceId, ...data }, scope.log, execution);
}
