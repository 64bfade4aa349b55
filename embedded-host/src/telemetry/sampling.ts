/**
 * Which traces are sent, by the variables that OpenTelemetry has for it. The id of a trace decides, and nothing else: so
 * whoever tells of the same trace by the same rule, as the app does, sends its part of the same traces.
 */
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { type ReadableSpan, type Sampler, SamplingDecision, type SpanExporter } from '@opentelemetry/sdk-trace-base';

export interface Destination {
  readonly exporter: SpanExporter;
  /** The rule is the receiver's: Application Insights hashes the id of a trace in a way of its own. */
  readonly sampler: Sampler;
}

const BY_RATIO = /^((parentbased_)?traceidratio|microsoft\.fixed_percentage)$/;

/** From 0 to 1. What nobody knows counts as absent, as OpenTelemetry has it: everything is sent. */
export function samplingRatio(env: NodeJS.ProcessEnv): number {
  const sampler = env['OTEL_TRACES_SAMPLER'] ?? '';
  if (/^(parentbased_)?always_off$/.test(sampler)) return 0;
  const given = env['OTEL_TRACES_SAMPLER_ARG'] ?? '';
  const ratio = BY_RATIO.test(sampler) && given !== '' ? Number(given) : 1;
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
}

/** The span with what the sampler adds, as for how many it stands; undefined when its trace is not sent. */
export function ifSampled(span: ReadableSpan, sampler: Sampler): ReadableSpan | undefined {
  const { name, kind } = span;
  const { decision, attributes } = sampler.shouldSample(ROOT_CONTEXT, span.spanContext().traceId, name, kind, {}, []);
  if (decision !== SamplingDecision.RECORD_AND_SAMPLED) return undefined;
  return { ...span, attributes: { ...span.attributes, ...attributes } };
}
