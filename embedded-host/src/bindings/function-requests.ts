/**
 * Executions of functions as spans of their own. What an orchestration does is told by the engine instead, when it is
 * traced; then only the functions that have no span there make one here.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock';
import type { DurableFunctionKind } from '../engine/runner';
import type { SpanContext } from '../engine/trace-context';
import { newSpanId, newTraceId } from '../engine/trace-context';
import type { Invocation } from '../engine/tracing';

/** What is known of the trigger of an execution. */
export type TriggerFacts =
  | { readonly type: 'http'; readonly method: string; readonly path: string; readonly status: number }
  | {
      readonly type: DurableFunctionKind;
      readonly instanceId: string;
      /** Told on the first execution of an orchestrator, on the one that completes it, and by entities. */
      readonly runtimeStatus: 'Running' | 'Completed' | undefined;
    }
  | { readonly type: 'other' };

export interface FunctionRequest {
  readonly context: SpanContext;
  /** The caller's span. */
  readonly parentSpanId: string | undefined;
  readonly functionName: string;
  readonly invocation: Invocation;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly isSuccess: boolean;
  readonly trigger: TriggerFacts;
}

/** Who listens. */
export interface FunctionRequests {
  readonly clock: Clock;
  /** Flags of a trace that begins with an execution. */
  readonly flags: '00' | '01';
  /** Kinds whose executions the engine does not tell. */
  readonly kinds: ReadonlySet<DurableFunctionKind>;
  readonly tell: (request: FunctionRequest) => void;
}

export interface OpenRequest {
  readonly invocationId: string;
  readonly context: SpanContext;
  end(outcome: Pick<FunctionRequest, 'isSuccess' | 'trigger'>): void;
}

/** Begins the span of an execution: in the trace of its caller, or in one of its own. */
export function beginRequest(requests: FunctionRequests, functionName: string, caller?: SpanContext): OpenRequest {
  const invocationId = randomUUID();
  const context = { ...(caller ?? { traceId: newTraceId(), flags: requests.flags }), spanId: newSpanId() };
  const from = requests.clock.now();
  const since = performance.now();
  return {
    invocationId,
    context,
    end: (outcome) => {
      const invocation = { id: invocationId, durationMs: performance.now() - since };
      const told = { functionName, invocation, from, to: requests.clock.now(), ...outcome };
      requests.tell({ context, parentSpanId: caller?.spanId, ...told });
    },
  };
}
