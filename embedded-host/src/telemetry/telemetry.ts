/** What a host tells of itself, and to whom: nothing at all is made as long as nobody listens. */
import type { FunctionRequests } from '../bindings/function-requests';
import type { Clock } from '../clock/clock';
import type { DurableFunctionKind } from '../engine/runner';
import type { Tracing } from '../engine/tracing';
import { durableSpan } from './durable-spans';
import type { ExporterSources } from './exporters';
import { destinationsOf } from './exporters';
import { requestSpan } from './request-spans';
import type { HostSpan } from './span';

export interface TelemetrySettings {
  /** `extensions.durableTask.tracing` of host.json; V1 is off, but that activities make no requests. */
  readonly tracing: 'off' | 'V1' | 'V2';
  /** `telemetryMode: OpenTelemetry`. */
  readonly isOpenTelemetry: boolean;
}

export interface TelemetrySources extends ExporterSources {
  readonly settings: TelemetrySettings;
  readonly clock: Clock;
  /** Told of each span, besides the exporters. */
  readonly onSpan: ((span: HostSpan) => void) | undefined;
}

export interface Telemetry {
  readonly tracing?: Tracing;
  readonly requests?: FunctionRequests;
  stop(): Promise<void>;
}

/** Kinds of functions whose executions are requests of their own. */
const KINDS: Readonly<Record<TelemetrySettings['tracing'], readonly DurableFunctionKind[]>> = {
  off: ['orchestrator', 'activity', 'entity'],
  V1: ['orchestrator', 'entity'],
  V2: ['entity'],
};

export async function startTelemetry(sources: TelemetrySources): Promise<Telemetry> {
  const { settings, clock, onSpan } = sources;
  const flags = settings.isOpenTelemetry ? '01' : '00';
  const queue = await queueOf(sources);
  const listeners = [onSpan, queue?.add].filter((listener) => listener !== undefined);
  const stop = async (): Promise<void> => queue?.close();
  if (listeners.length === 0) return settings.tracing === 'V2' ? { tracing: { flags }, stop } : { stop };
  const tell = (span: HostSpan): void => {
    for (const listener of listeners) listener(span);
  };
  const kinds = new Set(KINDS[settings.tracing]);
  const requests: FunctionRequests = { clock, flags, kinds, tell: (request) => tell(requestSpan(request)) };
  if (settings.tracing !== 'V2') return { requests, stop };
  return { tracing: { flags, tell: (fact) => tell(durableSpan(fact)) }, requests, stop };
}

async function queueOf(sources: TelemetrySources) {
  const destinations = await destinationsOf(sources);
  if (destinations.length === 0) return undefined;
  const { openSpanQueue } = await import('./span-queue.js');
  const { env } = sources;
  return openSpanQueue(
    destinations,
    env['OTEL_SERVICE_NAME'] ?? env['WEBSITE_SITE_NAME'] ?? 'embedded-host',
    sources.log,
  );
}
