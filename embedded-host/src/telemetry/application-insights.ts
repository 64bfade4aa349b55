/** The exporter of Azure Monitor out of the app's own packages: whoever uses `applicationinsights` has it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan, Sampler, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { z } from 'zod';
import type { Log } from '../log';
import { problemOf } from '../errors';
import type { Destination } from './sampling';

const EXPORTER = '@azure/monitor-opentelemetry-exporter';

const Package = z.looseObject({
  AzureMonitorTraceExporter: z.custom<new (options: object) => SpanExporter>((value) => typeof value === 'function'),
  ApplicationInsightsSampler: z.custom<new (ratio: number) => Sampler>((value) => typeof value === 'function'),
});

interface Address {
  readonly folder: string;
  readonly connectionString: string;
  /** The share of traces that is sent, from 0 to 1. */
  readonly ratio: number;
  readonly log: Log;
}

export function toApplicationInsights(address: Address): Destination | undefined {
  const { folder, connectionString, ratio, log } = address;
  try {
    const { AzureMonitorTraceExporter, ApplicationInsightsSampler } = Package.parse(loadFrom(folder));
    const exporter = new AzureMonitorTraceExporter({ connectionString, ...plainEndpoint(connectionString) });
    const asTheHost: SpanExporter = {
      export: (spans, done) => exporter.export(spans.map(asSentByTheHost), done),
      shutdown: () => exporter.shutdown(),
    };
    return { exporter: asTheHost, sampler: new ApplicationInsightsSampler(ratio) };
  } catch (error) {
    const reason = problemOf(error).split('\n', 1)[0] ?? '';
    log.warn(
      `Spans are not sent to Application Insights: ${EXPORTER} cannot be used from the app's packages (${reason}).`,
    );
    return undefined;
  }
}

/** Where packages are not flattened, it stands below the one that the app names. */
function loadFrom(folder: string): unknown {
  const require = createRequire(join(folder, 'package.json'));
  try {
    return require(EXPORTER);
  } catch (error) {
    const distribution = resolved(require, 'applicationinsights');
    if (distribution === undefined) throw error;
    return createRequire(distribution)(EXPORTER);
  }
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** On a developer's machine; the exporter would rewrite it to https, find nobody there and say nothing. */
function plainEndpoint(connectionString: string): object {
  const host = /(?:^|;)\s*IngestionEndpoint=(http:[^;]*?)\/*\s*(?:;|$)/i.exec(connectionString)?.[1];
  return host === undefined ? {} : { host, allowInsecureConnection: true };
}

/**
 * The exporter takes the name of a consumed message, and response codes of requests that did not come over HTTP, from
 * nowhere but these attributes; it sends neither of them on.
 */
function asSentByTheHost(span: ReadableSpan): ReadableSpan {
  const attributes = { ...span.attributes, 'ai.operation.name': span.name };
  const isRequest = span.kind === SpanKind.SERVER || span.kind === SpanKind.CONSUMER;
  if (!isRequest) return { ...span, attributes };
  const code = responseCode(span);
  return { ...span, attributes: { ...attributes, 'rpc.grpc.status_code': code } };
}

function responseCode({ attributes, status }: ReadableSpan): string {
  const http = attributes['http.response.status_code'];
  if (http !== undefined) return String(http);
  if (attributes['durabletask.type'] === undefined) return '0';
  return status.code === SpanStatusCode.ERROR ? '500' : '200';
}
