/** W3C trace context (https://www.w3.org/TR/trace-context/), as instances and messages carry it. */
import { createHash, randomBytes } from 'node:crypto';

/** One span, as others name it. */
export interface SpanContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Two hex digits; `01` asks whoever continues the trace to record it. */
  readonly flags: string;
  /** W3C tracestate: what vendors on the way have added. */
  readonly state?: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** Undefined for a header that is absent or, as the specification wants it, wrong in any way. */
export function parseTraceParent(header: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, flags: flags.endsWith('1') ? '01' : '00' };
}

export function traceParent({ traceId, spanId, flags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

/** The id of a span that must be the same after a restart: it follows from facts that are stored anyway. */
export function derivedSpanId(...facts: readonly (string | number)[]): string {
  return createHash('sha256').update(facts.join(' ')).digest('hex').slice(0, 16);
}
