/** The trace context (https://www.w3.org/TR/trace-context/) that the real host hands to each invocation. */
import { createHash, randomBytes } from 'node:crypto';
import type { TraceContext } from '../app-loader/functions-core';

/** The caller's, or the beginning of a trace. */
export function traceOfRequest(headers: Readonly<Record<string, string>>): TraceContext {
  const traceParent = headers['traceparent'] ?? newTraceParent(randomBytes(16));
  return { traceParent, traceState: headers['tracestate'] ?? '', attributes: {} };
}

/** One trace for all that an instance does: it follows from the id, so that it outlives a restart. */
export function traceOfInstance(instanceId: string): TraceContext {
  const traceId = createHash('sha256').update(instanceId).digest().subarray(0, 16);
  return { traceParent: newTraceParent(traceId), traceState: '', attributes: {} };
}

/** A span of its own, not sampled: nobody collects it here. */
function newTraceParent(traceId: Buffer): string {
  return `00-${traceId.toString('hex')}-${randomBytes(8).toString('hex')}-00`;
}
