/**
 * Starts what the settings ask for, and stops it so that nothing is lost that can be sent in time.
 *
 * T1 without an exporter no SDK is loaded, and every span, metric and log is a call of a function that does nothing.
 * T2 an exporter that cannot start, or cannot send, is told of in one line and never stops or slows a process.
 * T3 a stop sends what is pending, and waits no longer than its time limit for it.
 *
 * Guarded by `test/telemetry`.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { TelemetrySettings } from './contract';
import { log } from './log';

export interface Telemetry {
  /** Resolves when spans, metrics and logs are recorded, or never will be; never rejects. */
  readonly started: Promise<void>;
  stop(): Promise<void>;
}

type Stop = () => Promise<void> | void;

/** A host that stops gives its functions some seconds; a collector that does not answer gets most of them. */
const STOP_MS = 3_000;

export function startTelemetry(settings: TelemetrySettings): Telemetry {
  const begun = begin(settings).catch((error: unknown): readonly Stop[] => {
    tell('telemetry.off', error);
    return [];
  });
  return {
    started: begun.then(() => undefined),
    stop: async () => {
      const stopped = begun.then(async (stops) => {
        for (const stop of stops) await stop();
      });
      const sent = stopped.catch((error: unknown) => tell('telemetry.lost', error));
      await Promise.race([sent, wait(STOP_MS, undefined, { ref: false })]);
    },
  };
}

/** The exporter first, so that outgoing calls find its providers; both end in the opposite order. */
async function begin(settings: TelemetrySettings): Promise<readonly Stop[]> {
  if (settings.exporter === 'none') return [];
  const stopExporter = await startExporter(settings, settings.exporter);
  const { watchOutgoing } = await import('./outgoing.js');
  return [watchOutgoing(), stopExporter];
}

async function startExporter(
  settings: TelemetrySettings,
  exporter: Exclude<TelemetrySettings['exporter'], 'none'>,
): Promise<Stop> {
  switch (exporter) {
    case 'applicationInsights':
      return (await import('./application-insights.js')).startApplicationInsights(settings);
    case 'otlp':
      return (await import('./otlp.js')).startOtlp(settings);
    case 'console':
      return (await import('./console.js')).startConsole(settings);
  }
}

/** Outside every invocation, so that there is no log of the host. */
function tell(message: 'telemetry.off' | 'telemetry.lost', error: unknown): void {
  log(console, message, { 'exception.message': error instanceof Error ? error.message : String(error) });
}
