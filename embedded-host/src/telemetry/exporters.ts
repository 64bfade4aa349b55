/** Where the environment says that spans are sent. What it does not name is not loaded: a start would wait for it. */
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Log } from '../log';

export interface ExporterSources {
  /** Folder of the function app. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

export async function exportersOf({ folder, env, log }: ExporterSources): Promise<SpanExporter[]> {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return [];
  const exporters = [
    isOtlpWanted(env) ? await otlpExporter() : undefined,
    await applicationInsights(folder, env['APPLICATIONINSIGHTS_CONNECTION_STRING'], log),
  ];
  return exporters.filter((exporter) => exporter !== undefined);
}

function isOtlpWanted(env: NodeJS.ProcessEnv): boolean {
  if (env['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return [env['OTEL_EXPORTER_OTLP_ENDPOINT'], env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']].some(Boolean);
}

/** Reads endpoint, headers and time limits from OTEL_EXPORTER_OTLP_* itself. */
async function otlpExporter(): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  return new OTLPTraceExporter();
}

async function applicationInsights(
  folder: string,
  connectionString: string | undefined,
  log: Log,
): Promise<SpanExporter | undefined> {
  if (connectionString === undefined || connectionString === '') return undefined;
  const { applicationInsightsExporter } = await import('./application-insights.js');
  return applicationInsightsExporter(folder, connectionString, log);
}
