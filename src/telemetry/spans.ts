/** Spans of the app's own, and what is known of the one that runs. Without an exporter all of it does nothing. */
import { type Attributes, context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { errorTypeOf } from '../shared/error-type';
import { withAttributes } from './attributes-in-context';
import { attribute } from './contract';
import { tracer } from './telemetry';

export type { Attributes };

/** What an invocation knows of the trace that it is a part of, as the host hands it over. */
export interface TraceContext {
  readonly traceParent?: string | undefined;
  readonly traceState?: string | undefined;
}

/** What `work` tells of itself belongs to what the host does. */
export function bindToTrace<Args extends unknown[], Result>(
  { traceParent, traceState }: TraceContext,
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  const carrier = { traceparent: traceParent, tracestate: traceState };
  return context.bind(propagation.extract(context.active(), carrier), work);
}

/** Runs `work` in a span, and everything it calls with the same attributes. A fault is told by its code. */
export async function inSpan<Result>(
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  const span = tracer().startSpan(name, { attributes });
  const within = withAttributes(trace.setSpan(context.active(), span), attributes);
  try {
    return await context.with(within, work);
  } catch (error) {
    span.setAttribute(attribute.errorType, errorTypeOf(error)).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** Adds to the span that runs. */
export function tell(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Leads from the span that runs to another trace, from one day to the next. */
export function linkTo(traceparent: string): void {
  const other = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  if (other !== undefined) trace.getActiveSpan()?.addLink({ context: other });
}

/** For a service that is called by hand: none where the exporter puts the header of its own span into each request. */
export function traceparentFor({ traceParent }: TraceContext): string | undefined {
  return propagation.fields().length === 0 ? traceParent : undefined;
}

/** Of the span that runs; undefined without an exporter. */
export function activeTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
