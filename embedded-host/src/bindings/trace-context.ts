/** The trace context (https://www.w3.org/TR/trace-context/) that the real host hands to each invocation. */
import { createHash } from 'node:crypto';
import type { TraceContext } from '../app-loader/functions-core';
import type { SpanContext } from '../engine/trace-context';
import { newSpanId, newTraceId, parseTraceParent, traceParent } from '../engine/trace-context';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The caller's span; undefined for a request that came without one. */
export function callerOf(headers: Headers): SpanContext | undefined {
  const { traceparent, tracestate } = headers;
  const context = typeof traceparent === 'string' ? parseTraceParent(traceparent) : undefined;
  const state = Array.isArray(tracestate) ? tracestate.join(',') : tracestate;
  return context && { ...context, ...(state && { state }) };
}

export function traceContextOf(span: SpanContext, attributes: TraceContext['attributes'] = {}): TraceContext {
  return { traceParent: traceParent(span), traceState: span.state ?? '', attributes };
}

/** The caller's, or the beginning of a trace. */
export function traceOfRequest(headers: Headers): TraceContext {
  const unrecorded = { traceId: newTraceId(), spanId: newSpanId(), flags: '00' };
  return traceContextOf(callerOf(headers) ?? unrecorded);
}

/** One trace for all that an instance does: it follows from the id, so that it outlives a restart. */
export function traceOfInstance(instanceId: string): TraceContext {
  const traceId = createHash('sha256').update(instanceId).digest('hex').slice(0, 32);
  return traceContextOf({ traceId, spanId: newSpanId(), flags: '00' });
}
