import type { FunctionCallback } from '../app-loader/functions-core';
import type { Hooks } from '../app-loader/hooks';

export interface HookedCall {
  readonly context: object;
  /** Shared by all hooks of the invocation. */
  readonly hookData: object;
  readonly inputs: unknown[];
  readonly callback: FunctionCallback;
  readonly invoke: (inputs: unknown[], callback: FunctionCallback) => unknown;
  /** Told before each of the three phases begins. */
  readonly onPhase?: (phase: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks') => void;
}

/**
 * Calls a function between its app's `preInvocation` and `postInvocation` hooks. Hooks may replace the inputs and the
 * function before, the result and the error after.
 */
export async function callWithHooks(hooks: Hooks, call: HookedCall): Promise<unknown> {
  const shared = { hookData: call.hookData, appHookData: hooks.appHookData, invocationContext: call.context };
  const before = { ...shared, inputs: call.inputs, functionCallback: call.callback };
  call.onPhase?.('preInvocationHooks');
  await hooks.run('preInvocation', before);
  const outcome: { result: unknown; error: unknown } = { result: null, error: null };
  const after = Object.assign(outcome, shared, { inputs: before.inputs });
  call.onPhase?.('invocation');
  try {
    after.result = await call.invoke(before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The function threw nothing.');
  }
  call.onPhase?.('postInvocationHooks');
  await hooks.run('postInvocation', after);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is passed on as the function threw it.
  if (after.error !== null && after.error !== undefined) throw after.error;
  return after.result;
}
