import { app } from '@azure/functions';
import { bindToTrace } from '../telemetry/spans';
import type { Telemetry } from '../telemetry/start';

/** No function runs before the exporter does, each runs in the trace of the host, and a stop of the host stops it. */
export function registerTelemetry(telemetry: Telemetry): void {
  app.hook.appStart(() => telemetry.started);
  app.hook.preInvocation((invocation) => {
    const { traceContext = {} } = invocation.invocationContext;
    invocation.functionHandler = bindToTrace(traceContext, invocation.functionHandler);
  });
  app.hook.appTerminate(() => telemetry.stop());
}
