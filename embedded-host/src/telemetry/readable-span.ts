/**
 * Ended spans in the form that exporters of OpenTelemetry take. They are made by hand: a tracer would choose ids and times
 * itself, and ours are older than the process that tells of them.
 */
import type { HrTime } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { HostSpan } from './span';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

const SCOPE = { name: 'DurableTask' };
const SECOND = 1000;
const NANOSECONDS = 1_000_000;

export function readableSpan(span: HostSpan, resource: Resource): ReadableSpan {
  const { name, traceId, parentSpanId, startTime, endTime, attributes } = span;
  // Whatever the caller wanted to have sampled, as the real host: what stands here is to be sent.
  const context = (spanId: string) => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
  return {
    name,
    kind: KINDS[span.kind],
    spanContext: () => context(span.spanId),
    ...(parentSpanId !== undefined && { parentSpanContext: { ...context(parentSpanId), isRemote: true } }),
    startTime: timeOf(startTime),
    endTime: timeOf(endTime),
    duration: timeOf(endTime - startTime),
    status: statusOf(span),
    attributes: { ...attributes },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function statusOf({ isError, attributes }: HostSpan): ReadableSpan['status'] {
  if (!isError) return { code: SpanStatusCode.UNSET };
  const message = attributes['otel.status_description'];
  return { code: SpanStatusCode.ERROR, ...(typeof message === 'string' && { message }) };
}

function timeOf(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / SECOND);
  return [seconds, Math.round((milliseconds - seconds * SECOND) * NANOSECONDS)];
}
