/** Each span and log as it ends, and all metrics from time to time, on the output of the process: for a look while developing. */
import { ConsoleLogRecordExporter, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { ConsoleMetricExporter, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TelemetrySettings } from './contract';
import { startProviders } from './providers';

export function startConsole(settings: TelemetrySettings): () => Promise<void> {
  return startProviders(settings, {
    spans: new SimpleSpanProcessor(new ConsoleSpanExporter()),
    logs: new SimpleLogRecordProcessor({ exporter: new ConsoleLogRecordExporter() }),
    metrics: new PeriodicExportingMetricReader({
      exporter: new ConsoleMetricExporter(),
      exportIntervalMillis: settings.metricIntervalMs,
    }),
  });
}
