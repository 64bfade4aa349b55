import { randomUUID } from 'node:crypto';
import type { LoadedApp } from '../app-loader/load-app';
import type {
  CoreInvocationContext,
  InvocationRequest,
  InvocationResponse,
  RetryContext,
  TraceContext,
  TypedData,
} from '../app-loader/functions-core';
import type { RegisteredFunction } from '../app-loader/registry';
import { clientInputs } from './durable-client';
import type { FunctionLog, LogScope } from './function-log';
import type { FunctionRequests } from './function-requests';
import { callWithHooks } from './hooked-call';
import { describeThrown } from './thrown';
import type { TimeLimit } from './time-limit';

/** What invocations of an app's functions need. */
export interface InvocationScope {
  readonly app: LoadedApp;
  readonly log: FunctionLog;
  readonly timeLimit: TimeLimit;
  /** Payload of the durable client binding, JSON text. */
  readonly durableClient: () => string;
  /** Absent while nobody listens to them. */
  readonly requests?: FunctionRequests;
}

export interface InvocationInput {
  readonly data: TypedData;
  readonly invocationId?: string;
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>;
  readonly traceContext?: TraceContext;
  readonly retryContext?: RetryContext;
}

/**
 * One invocation in the library's own way, as the Node worker does it: arguments, hooks, function, response.
 * Rejects with what the function threw, after logging it.
 */
export async function invokeFunction(
  scope: InvocationScope,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<InvocationResponse> {
  const invocationId = input.invocationId ?? randomUUID();
  const about = { functionName: registered.name, invocationId };
  scope.log.debug('Executing', about);
  try {
    const request = requestOf(scope, registered, { ...input, invocationId });
    const response = await scope.timeLimit.guard(registered.name, runModel(scope, registered, request));
    scope.log.debug('Executed', about);
    return response;
  } catch (error) {
    scope.log.failure(describeThrown(error).stack, about);
    throw error;
  }
}

async function runModel(
  scope: InvocationScope,
  registered: RegisteredFunction,
  request: InvocationRequest,
): Promise<InvocationResponse> {
  const { model, hooks } = scope.app;
  if (!model) throw new Error('The app registered functions without @azure/functions.');
  const seen: { invocationContext: object | undefined; hookData: object } = {
    invocationContext: undefined,
    hookData: {},
  };
  const core = coreContext(scope, registered, request, seen);
  const invocation = model.getInvocationModel(core);
  const { context, inputs } = await invocation.getArguments();
  seen.invocationContext = context;
  const result = await callWithHooks(hooks, {
    context,
    hookData: seen.hookData,
    inputs,
    callback: registered.handler,
    invoke: (given, callback) => invocation.invokeFunction(context, given, callback),
    onPhase: (phase) => {
      core.state = phase;
    },
  });
  return invocation.getResponse(context, result);
}

function coreContext(
  { log }: InvocationScope,
  { name, id, bindings }: RegisteredFunction,
  request: InvocationRequest,
  seenByHooks: LogScope,
): CoreInvocationContext {
  const { invocationId } = request;
  return {
    invocationId,
    request,
    metadata: { name, functionId: id, bindings },
    log: (level, category, message) => {
      const about = { functionName: name, invocationId };
      if (category === 'user') log.user(level, message, about, seenByHooks);
      else log.system(level, message, about);
    },
  };
}

function requestOf(
  scope: InvocationScope,
  registered: RegisteredFunction,
  input: InvocationInput & { readonly invocationId: string },
): InvocationRequest {
  const clients = clientInputs(registered).map((name) => ({ name, data: { string: scope.durableClient() } }));
  const { data, ...others } = input;
  return { ...others, functionId: registered.id, inputData: [{ name: registered.trigger.name, data }, ...clients] };
}
