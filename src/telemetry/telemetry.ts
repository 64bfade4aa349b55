/**
 * Where the app tells of itself. These are the faces of OpenTelemetry: without an exporter they do nothing.
 *
 * Each is asked for at the moment of use and not kept: before the exporter has started, and in a test that starts
 * another one, the face is one that does nothing and would stay so.
 */
import { type Meter, metrics, trace, type Tracer } from '@opentelemetry/api';
import { type Logger, logs } from '@opentelemetry/api-logs';
import { instrumentationName } from './contract';

export function tracer(): Tracer {
  return trace.getTracer(instrumentationName);
}

/** An instrument may be kept per meter: the meter is another one after a start. */
export function meter(): Meter {
  return metrics.getMeter(instrumentationName);
}

export function logger(): Logger {
  return logs.getLogger(instrumentationName);
}
