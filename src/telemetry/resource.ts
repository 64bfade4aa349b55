import { hostname } from 'node:os';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { TelemetrySettings } from './contract';

/** Who speaks: in Application Insights, `service.name` is the cloud role and `service.instance.id` its instance. */
export function resourceOf({ serviceName, serviceInstanceId = hostname() }: TelemetrySettings): Resource {
  return resourceFromAttributes({
    'service.name': serviceName,
    'service.instance.id': serviceInstanceId,
  });
}
