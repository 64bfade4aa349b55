/** Executes a durable function in the span that it was given or, if it makes one of its own, in that. */
import { randomUUID } from 'node:crypto';
import type { DurableFunctionKind } from '../engine/runner';
import type { SpanContext } from '../engine/trace-context';
import type { Invocation } from '../engine/tracing';
import type { DurableFunction, Execution } from './durable-context';
import type { FunctionRequest } from './function-requests';
import { beginRequest } from './function-requests';
import type { InvocationScope } from './invoke';
import { traceContextOf } from './trace-context';

export interface ObservedFunction {
  readonly kind: DurableFunctionKind;
  readonly durable: DurableFunction;
  readonly instanceId: string;
  /** The span of the request; absent when the engine does not trace it. */
  readonly span: SpanContext | undefined;
  readonly isFirst: boolean;
}

export interface ExecutedFunction {
  readonly durable: DurableFunction;
  readonly execution: Execution;
}

type Outcome = Pick<FunctionRequest, 'isSuccess'> & { readonly isCompleted: boolean };

export async function observed<Reply extends object>(
  { requests }: InvocationScope,
  about: ObservedFunction,
  run: (executed: ExecutedFunction) => Promise<Reply>,
  outcomeOf: (reply: Reply) => Outcome,
): Promise<Reply & { readonly invocation?: Invocation }> {
  if (about.span) return measured(about, about.span, run);
  const { durable } = about;
  if (!requests?.kinds.has(about.kind)) return run({ durable, execution: { invocationId: randomUUID() } });
  const request = beginRequest(requests, durable.registered.name);
  const traceContext = traceContextOf(request.context);
  const reply = await run({ durable, execution: { invocationId: request.invocationId, traceContext } });
  const { isSuccess, isCompleted } = outcomeOf(reply);
  const runtimeStatus = isCompleted ? 'Completed' : about.isFirst ? 'Running' : undefined;
  request.end({ isSuccess, trigger: { type: about.kind, instanceId: about.instanceId, runtimeStatus } });
  return reply;
}

async function measured<Reply extends object>(
  { kind, durable, instanceId, isFirst }: ObservedFunction,
  span: SpanContext,
  run: (executed: ExecutedFunction) => Promise<Reply>,
): Promise<Reply & { readonly invocation: Invocation }> {
  const invocationId = randomUUID();
  const since = performance.now();
  const attributes = {
    'durabletask.type': kind === 'orchestrator' ? 'orchestration' : kind,
    'durabletask.task.name': durable.registered.name,
    'durabletask.task.instance_id': instanceId,
    ...(kind === 'orchestrator' && isFirst && runningTags(instanceId)),
  };
  const reply = await run({ durable, execution: { invocationId, traceContext: traceContextOf(span, attributes) } });
  return { ...reply, invocation: { id: invocationId, durationMs: performance.now() - since } };
}

function runningTags(instanceId: string) {
  return {
    DurableFunctionsType: 'Orchestrator',
    DurableFunctionsInstanceId: instanceId,
    DurableFunctionsRuntimeStatus: 'Running',
  };
}
