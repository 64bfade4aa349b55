import type { DurableClient } from 'durable-functions';
import { traceStampOf, withTraceStamp } from '../shared/trace-stamp';
import { attribute } from '../telemetry/contract';
import { activeTraceparent, linkTo, tell } from '../telemetry/spans';

/**
 * The durable client of one invocation, for whose span it does two things that the platform leaves out: an instance is
 * started with its trace in its input, and who sends it an event links to that trace. Which one it is, is known from the
 * status that everybody reads before he sends something.
 */
export function tracedClient(client: DurableClient): DurableClient {
  const traces = new Map<string, string>();
  // An object that inherits from the client has all that the client has.
  const traced = Object.create(client) as DurableClient;
  traced.startNew = async (process, options = {}) => {
    const input = withTraceStamp(options.input, activeTraceparent());
    const instanceId = await client.startNew(process, { ...options, input });
    tell({ [attribute.process]: process, [attribute.instanceId]: instanceId });
    return instanceId;
  };
  traced.getStatus = async (instanceId, options) => {
    const status = await client.getStatus(instanceId, options);
    const trace = traceStampOf(status.input);
    if (trace !== undefined) traces.set(instanceId, trace);
    return status;
  };
  traced.raiseEvent = async (instanceId, ...event) => {
    const trace = traces.get(instanceId);
    if (trace !== undefined) linkTo(trace);
    tell({ [attribute.instanceId]: instanceId });
    await client.raiseEvent(instanceId, ...event);
  };
  return traced;
}
