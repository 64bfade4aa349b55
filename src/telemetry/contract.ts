/** What is sent to whom, as the environment says it, and the names under which the app tells of itself. */
import { z } from 'zod';

/** Of the tracer, the meter and the logger. */
export const instrumentationName = 'execution-orchestrator';

export const exporters = ['applicationInsights', 'otlp', 'console', 'none'] as const;

export interface TelemetrySettings {
  readonly exporter: (typeof exporters)[number];
  /** The cloud role of Application Insights. */
  readonly serviceName: string;
  /** Which of several processes of one role; the name of the machine when absent. */
  readonly serviceInstanceId: string | undefined;
  /** The share of traces that is sent, from 0 to 1. */
  readonly samplingRatio: number;
  /** How often metrics are sent. */
  readonly metricIntervalMs: number;
  /** With the exporter `applicationInsights`. */
  readonly connectionString: string | undefined;
  /** The identity that Application Insights is written to with; absent where the connection string is enough. */
  readonly identity: { readonly clientId: string | undefined } | undefined;
}

/**
 * The names of attributes. Instance id, business key and attempt have too many values for metrics: they belong to spans
 * and logs only.
 */
export const attribute = {
  process: 'business_process.name',
  version: 'business_process.version',
  instanceId: 'business_process.instance_id',
  businessKey: 'business_process.business_key',
  step: 'business_process.step',
  attempt: 'business_process.step.attempt',
  outcome: 'business_process.outcome',
  compensation: 'business_process.compensation',
  event: 'business_process.event',
  errorType: 'error.type',
  /** What tells steps of one name apart, as the article of a reservation. */
  stepKey: 'business_process.step.key',
  undo: 'business_process.undo',
  duration: 'business_process.duration',
  decision: 'business_process.decision',
  /** Which time has passed: `followUp`, `escalation`, `expiry`, `deadline`, `timeout`, `case`. */
  limit: 'business_process.sla.limit',
  interventionId: 'business_process.intervention_id',
  service: 'business_process.service',
} as const;

/** As the exporter of Azure Monitor calls a ratio, by which the host on Azure can be told the same. */
const FIXED_PERCENTAGE = 'microsoft.fixed_percentage';

/** The platform marks the traces it begins as not sampled, so that a sampler that asks the parent would send nothing. */
const samplers = ['always_on', 'always_off', 'traceidratio', FIXED_PERCENTAGE] as const;

const Ratio = z.coerce
  .number({ error: 'expected a number from 0 to 1' })
  .min(0, 'expected a number from 0 to 1')
  .max(1, 'expected a number from 0 to 1');

function oneOf<const Names extends readonly string[]>(names: Names) {
  return z.enum(names, { error: `expected one of ${names.join(', ')}` });
}

/** The variables that are read, as far as they are the app's to check. */
export const TelemetryVariables = z
  .object({
    TELEMETRY__EXPORTER: oneOf(exporters).optional(),
    /** Anything but `true` means false, as OpenTelemetry has it. */
    OTEL_SDK_DISABLED: z.string().optional(),
    OTEL_SERVICE_NAME: z.string().optional(),
    OTEL_TRACES_SAMPLER: oneOf(samplers).default('always_on'),
    OTEL_TRACES_SAMPLER_ARG: Ratio.optional(),
    OTEL_METRIC_EXPORT_INTERVAL: z
      .string()
      .regex(/^[1-9]\d*$/, 'expected a number of milliseconds')
      .default('60000'),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }).optional(),
    APPLICATIONINSIGHTS_CONNECTION_STRING: z
      .string()
      .regex(/(^|;)\s*InstrumentationKey=/i, 'expected a connection string with an InstrumentationKey')
      .optional(),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: z.string().optional(),
    WEBSITE_SITE_NAME: z.string().optional(),
    WEBSITE_INSTANCE_ID: z.string().optional(),
  })
  .refine((given) => given.TELEMETRY__EXPORTER !== 'applicationInsights' || hasConnection(given), {
    path: ['APPLICATIONINSIGHTS_CONNECTION_STRING'],
    error: 'expected a connection string, because TELEMETRY__EXPORTER says applicationInsights',
  });

export type TelemetryVariables = z.output<typeof TelemetryVariables>;

export function telemetrySettings(given: TelemetryVariables): TelemetrySettings {
  return {
    exporter: exporterOf(given),
    serviceName: given.OTEL_SERVICE_NAME ?? given.WEBSITE_SITE_NAME ?? instrumentationName,
    serviceInstanceId: given.WEBSITE_INSTANCE_ID,
    samplingRatio: samplingRatio(given),
    metricIntervalMs: Number(given.OTEL_METRIC_EXPORT_INTERVAL),
    connectionString: given.APPLICATIONINSIGHTS_CONNECTION_STRING,
    identity: identityOf(given.APPLICATIONINSIGHTS_AUTHENTICATION_STRING),
  };
}

/** Whoever is told where telemetry goes need not be told what to use for it. */
function exporterOf(given: TelemetryVariables): TelemetrySettings['exporter'] {
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return 'none';
  if (given.TELEMETRY__EXPORTER !== undefined) return given.TELEMETRY__EXPORTER;
  if (hasConnection(given)) return 'applicationInsights';
  return given.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? 'none' : 'otlp';
}

function hasConnection(given: { readonly APPLICATIONINSIGHTS_CONNECTION_STRING?: string | undefined }): boolean {
  return given.APPLICATIONINSIGHTS_CONNECTION_STRING !== undefined;
}

function samplingRatio({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio = 1 }: TelemetryVariables) {
  if (sampler === 'traceidratio' || sampler === FIXED_PERCENTAGE) return ratio;
  return sampler === 'always_on' ? 1 : 0;
}

/** As the platform reads it: `Authorization=AAD`, with `ClientId=…` for an identity that is not the app's own. */
function identityOf(authentication: string | undefined): TelemetrySettings['identity'] {
  if (authentication === undefined) return undefined;
  const parts = authentication.split(';').map((part) => part.split('=', 2).map((text) => text.trim()));
  const valueOf = (name: string) => parts.find(([key]) => key?.toLowerCase() === name)?.[1];
  return valueOf('authorization')?.toUpperCase() === 'AAD' ? { clientId: valueOf('clientid') } : undefined;
}
