/** Any collector that speaks OTLP over HTTP; the exporters read endpoint, headers and time limits from OTEL_EXPORTER_OTLP_*. */
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TelemetrySettings } from './contract';
import { startProviders } from './providers';

export function startOtlp(settings: TelemetrySettings): () => Promise<void> {
  return startProviders(settings, {
    spans: new BatchSpanProcessor(new OTLPTraceExporter()),
    logs: new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() }),
    metrics: new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(),
      exportIntervalMillis: settings.metricIntervalMs,
    }),
  });
}
