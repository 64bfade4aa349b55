/** Executions of functions as the request spans that the real host makes of them. */
import { randomUUID } from 'node:crypto';
import type { FunctionRequest, TriggerFacts } from '../bindings/function-requests';
import { durableAttributes, invocationAttributes } from './invocation-attributes';
import type { HostSpan } from './span';

const HOST_INSTANCE = randomUUID();
const TYPES = { orchestrator: 'Orchestrator', activity: 'Activity', entity: 'Entity' } as const;

export function requestSpan(request: FunctionRequest): HostSpan {
  const { context, parentSpanId, functionName: name, invocation, isSuccess, trigger } = request;
  const { traceId, spanId, state } = context;
  const attributes = {
    ...invocationAttributes(name, invocation, isSuccess),
    ProcessId: String(process.pid),
    HostInstanceId: HOST_INSTANCE,
    ...triggerAttributes(name, trigger),
    ...(state !== undefined && { tracestate: state }),
  };
  const parent = parentSpanId === undefined ? {} : { parentSpanId };
  const span = { name, kind: 'server', traceId, spanId, ...parent } as const;
  return { ...span, startTime: request.from, endTime: request.to, attributes, isError: !isSuccess };
}

function triggerAttributes(name: string, trigger: TriggerFacts): HostSpan['attributes'] {
  switch (trigger.type) {
    case 'http':
      return {
        TriggerReason: 'This function was programmatically called via the host APIs.',
        HttpMethod: trigger.method,
        HttpPath: trigger.path,
        'http.response.status_code': trigger.status,
      };
    case 'other':
      return { OperationName: name };
    default: {
      const { type, instanceId, runtimeStatus } = trigger;
      return { OperationName: name, ...(runtimeStatus && durableAttributes(TYPES[type], instanceId, runtimeStatus)) };
    }
  }
}
