/** Where the environment says that spans are sent. What it does not name is not loaded: a start would wait for it. */
import type { Log } from '../log';
import type { Destination } from './sampling';

export interface ExporterSources {
  /** Folder of the function app. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

export async function destinationsOf({ folder, env, log }: ExporterSources): Promise<Destination[]> {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return [];
  const destinations = [
    isOtlpWanted(env) ? await otlpCollector(env) : undefined,
    await applicationInsights({ folder, env, log }),
  ];
  return destinations.filter((destination) => destination !== undefined);
}

function isOtlpWanted(env: NodeJS.ProcessEnv): boolean {
  if (env['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return [env['OTEL_EXPORTER_OTLP_ENDPOINT'], env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']].some(Boolean);
}

/** Reads endpoint, headers and time limits from OTEL_EXPORTER_OTLP_* itself. */
async function otlpCollector(env: NodeJS.ProcessEnv): Promise<Destination> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { TraceIdRatioBasedSampler } = await import('@opentelemetry/sdk-trace-base');
  const { samplingRatio } = await import('./sampling.js');
  return { exporter: new OTLPTraceExporter(), sampler: new TraceIdRatioBasedSampler(samplingRatio(env)) };
}

async function applicationInsights({ folder, env, log }: ExporterSources): Promise<Destination | undefined> {
  const { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString = '' } = env;
  if (connectionString === '') return undefined;
  const { toApplicationInsights } = await import('./application-insights.js');
  const { samplingRatio } = await import('./sampling.js');
  return toApplicationInsights({ folder, connectionString, ratio: samplingRatio(env), log });
}
