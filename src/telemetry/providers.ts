/** An SDK for exporters that bring none: one provider for each of traces, metrics and logs, for the whole process. */
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { LoggerProvider, type LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { type IMetricReader, MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, type SpanProcessor, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import type { TelemetrySettings } from './contract';
import { resourceOf } from './resource';

export interface Pipelines {
  readonly spans: SpanProcessor;
  readonly logs: LogRecordProcessor;
  readonly metrics: IMetricReader;
}

/** Returns what sends the rest and ends it. */
export function startProviders(settings: TelemetrySettings, pipelines: Pipelines): () => Promise<void> {
  const resource = resourceOf(settings);
  const tracerProvider = new BasicTracerProvider({
    resource,
    sampler: new TraceIdRatioBasedSampler(settings.samplingRatio),
    spanProcessors: [pipelines.spans],
  });
  const meterProvider = new MeterProvider({ resource, readers: [pipelines.metrics] });
  const loggerProvider = new LoggerProvider({ resource, processors: [pipelines.logs] });
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  logs.setGlobalLoggerProvider(loggerProvider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return async () => {
    await Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown(), loggerProvider.shutdown()]);
  };
}
