/**
 * Azure Monitor, by the distribution that `applicationinsights` wraps. What it would collect by itself is switched off,
 * because the host of Azure Functions sends it already: requests, live and standard metrics, performance counters,
 * exceptions. Its HTTP instrumentation would also report each call of the durable client to its own host.
 */
import { ManagedIdentityCredential } from '@azure/identity';
import { shutdownAzureMonitor, useAzureMonitor } from 'applicationinsights';
import type { TelemetrySettings } from './contract';
import { resourceOf } from './resource';

type AzureMonitorOptions = NonNullable<Parameters<typeof useAzureMonitor>[0]>;

const off = { enabled: false };

const hostSends: AzureMonitorOptions = {
  enableLiveMetrics: false,
  enableStandardMetrics: false,
  enablePerformanceCounters: false,
  enableAutoCollectExceptions: false,
  instrumentationOptions: {
    ...{ http: off, azureSdk: off, mongoDb: off, mySql: off, postgreSql: off, redis: off, redis4: off },
    ...{ bunyan: off, winston: off, console: off },
  },
};

/** Returns what sends the rest and ends it. */
export function startApplicationInsights(settings: TelemetrySettings): () => Promise<void> {
  useAzureMonitor({
    ...hostSends,
    resource: resourceOf(settings),
    samplingRatio: settings.samplingRatio,
    // Zero leaves the share of traces to the ratio; the default would send five traces a second, whatever the ratio.
    tracesPerSecond: 0,
    azureMonitorExporterOptions: exporterOptions(settings),
  });
  return shutdownAzureMonitor;
}

function exporterOptions({ connectionString = '', identity }: TelemetrySettings) {
  return {
    connectionString,
    ...(identity === undefined ? {} : { credential: credentialOf(identity) }),
    ...plainEndpoint(connectionString),
  };
}

function credentialOf({ clientId }: NonNullable<TelemetrySettings['identity']>): ManagedIdentityCredential {
  return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
}

/**
 * An endpoint of a developer's machine. The exporter rewrites http to https, finds nobody there and is silent about it.
 */
function plainEndpoint(connectionString: string) {
  const host = /(?:^|;)\s*IngestionEndpoint=(http:[^;]*?)\/*\s*(?:;|$)/i.exec(connectionString)?.[1];
  return host === undefined ? {} : { host, allowInsecureConnection: true };
}
