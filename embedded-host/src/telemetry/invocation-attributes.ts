/** What the real host notes of the result of an execution, on whichever span is current. */
import type { Invocation } from '../engine/tracing';

const FORMAT = "Result '{Name}' (started at={StartTime}, duration={Duration}, succeeded={Succeeded})";

export function invocationAttributes(name: string, { id, durationMs }: Invocation, isSuccess: boolean) {
  return {
    InvocationId: id,
    FunctionExecutionTimeMs: durationMs.toFixed(4),
    LogLevel: isSuccess ? 'Information' : 'Error',
    Category: 'Host.Results',
    FullName: `Functions.${name}`,
    '{OriginalFormat}': FORMAT,
  };
}

export function durableAttributes(type: 'Orchestrator' | 'Activity' | 'Entity', instanceId: string, status: string) {
  return {
    DurableFunctionsType: type,
    DurableFunctionsInstanceId: instanceId,
    DurableFunctionsRuntimeStatus: status,
  };
}
