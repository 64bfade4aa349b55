/**
 * The trace of an instance stands in its input, as W3C trace context: the platform tells nobody what it is, and whoever
 * sends an event days later has to lead from his trace to this one.
 */
import { z } from 'zod';

const TraceStamp = z.looseObject({ traceparent: z.string().regex(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/) });

export function withTraceStamp(input: unknown, traceparent: string | undefined): unknown {
  const canHold = typeof input === 'object' && input !== null && !Array.isArray(input);
  return traceparent === undefined || !canHold ? input : { ...input, traceparent };
}

/** Undefined for an instance that was started without telemetry, or by another way. */
export function traceStampOf(input: unknown): string | undefined {
  return TraceStamp.safeParse(input).data?.traceparent;
}
