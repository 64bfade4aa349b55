import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError } from '../errors';
import type { LogLevel } from '../log';
import { logLevels } from '../log';
import { withEnvironment } from './host-json-environment';
import { parseSettings, readJsonFile } from './json-file';
import { timeSpanMs } from './time-span';

/** Overrides from the environment arrive as text: `AzureFunctionsJobHost__extensions__http__routePrefix`. */
const Flag = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })],
  'expected true or false',
);
const Whole = z.union([z.int(), z.string().regex(/^\d+$/, 'expected a whole number').transform(Number)]);
const Positive = Whole.refine((value) => value > 0, 'expected a number above 0');

/** `-1` = no limit. */
const Limit = z.union([Positive, z.literal([-1, '-1']).transform(() => Infinity)]);

/** `-1` = no limit. */
const Timeout = z
  .string()
  .refine((text) => text === '-1' || (timeSpanMs(text) ?? 0) > 0, 'expected a time span hh:mm:ss, or -1 for no limit');

/** Names of choices ignore case, as .NET reads them. */
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.preprocess(
    (value) => names.find((name) => typeof value === 'string' && name.toLowerCase() === value.toLowerCase()) ?? value,
    z.enum(names).optional(),
  );

/** Another word would stop the real host, too; dropped, it would let pass what was to be kept back. */
const Level = z.string().toLowerCase().pipe(z.enum(logLevels));

const StorageProvider = z.looseObject({
  type: z.string().optional(),
  connectionName: z.string().optional(),
  connectionStringName: z.string().optional(),
});

const DurableTask = z.looseObject({
  hubName: z.string().optional(),
  defaultVersion: z.string().nullish(),
  versionMatchStrategy: choice(['None', 'Strict', 'CurrentOrOlder']),
  versionFailureStrategy: choice(['Reject', 'Fail']),
  overridableExistingInstanceStates: choice(['NonRunningStates', 'AnyState']),
  storeInputsInOrchestrationHistory: Flag.optional(),
  maxConcurrentActivityFunctions: Positive.optional(),
  maxEntityOperationBatchSize: Positive.optional(),
  maxOrchestrationActions: Positive.optional(),
  localRpcEndpointEnabled: Flag.nullish(),
  httpSettings: z.looseObject({ defaultAsyncRequestSleepTimeMilliseconds: Positive.optional() }).optional(),
  storageProvider: StorageProvider.optional(),
  tracing: z
    .looseObject({ distributedTracingEnabled: Flag.optional(), version: choice(['None', 'V1', 'V2']) })
    .optional(),
});

const Http = z.looseObject({
  routePrefix: z.string().optional(),
  maxOutstandingRequests: Limit.optional(),
  maxConcurrentRequests: Limit.optional(),
});

const HostJson = z.looseObject({
  telemetryMode: choice(['ApplicationInsights', 'OpenTelemetry']),
  version: z.string().optional(),
  functionTimeout: Timeout.nullish(),
  extensions: z
    .looseObject({
      http: Http.optional(),
      durableTask: DurableTask.optional(),
    })
    .optional(),
  logging: z.looseObject({ logLevel: z.record(z.string(), Level).optional() }).optional(),
});

/** `extensions.http`: how many requests for functions may be here at once; Infinity = no limit. */
export interface HttpLimits {
  /** Those that wait included; one more is refused. */
  readonly maxOutstandingRequests: number;
  /** How many of them may be under way. */
  readonly maxConcurrentRequests: number;
}

/** What the host uses of host.json, with defaults; keys it does not know are ignored. */
export interface HostConfig {
  /** Without slashes at its ends; empty = functions are served at the root. */
  readonly routePrefix: string;
  readonly httpLimits: HttpLimits;
  readonly hubName: string;
  /** Value of `connection=` in management URLs. */
  readonly connectionName: string;
  readonly defaultVersion: string | null;
  readonly versionMatch: 'None' | 'Strict' | 'CurrentOrOlder';
  readonly failsOtherVersions: boolean;
  readonly replacesUnfinished: boolean;
  readonly storeInputsInHistory: boolean;
  readonly maxConcurrentActivities: number;
  readonly maxEntityBatch: number | undefined;
  readonly maxOrchestrationActions: number | undefined;
  readonly localRpcEndpoint: boolean;
  readonly defaultHttpSleepMs: number;
  /** How long one invocation may take, undefined = as long as it likes. */
  readonly functionTimeoutMs: number | undefined;
  /** `durableTask.tracing`: what is traced of orchestrations. */
  readonly tracing: 'off' | 'V1' | 'V2';
  /** `telemetryMode: OpenTelemetry`. */
  readonly isOpenTelemetry: boolean;
  /** `logging.logLevel`: category → level. */
  readonly logLevels: Readonly<Record<string, LogLevel>>;
}

const DEFAULT_HTTP_SLEEP_MS = 30_000;
/** That of the real host outside a consumption plan, and of `func start`. */
const DEFAULT_FUNCTION_TIMEOUT = '00:30:00';
const ACTIVITIES_PER_CORE = 10;

/** Reads host.json of an app folder. Throws a HostError if it is missing, broken or refers to an unset setting. */
export function readHostConfig(folder: string, env: NodeJS.ProcessEnv): HostConfig {
  const raw = readJsonFile(join(folder, 'host.json'));
  if (raw === undefined) throw new HostError('app.hostJsonMissing', { folder });
  const json = parseSettings(HostJson, withEnvironment(raw, env), 'host.json');
  const durable = json.extensions?.durableTask ?? {};
  const http = json.extensions?.http ?? {};
  const isOpenTelemetry = json.telemetryMode === 'OpenTelemetry';
  return {
    routePrefix: trimSlashes(http.routePrefix ?? 'api'),
    httpLimits: {
      maxOutstandingRequests: http.maxOutstandingRequests ?? Infinity,
      maxConcurrentRequests: http.maxConcurrentRequests ?? Infinity,
    },
    hubName: resolveHubName(durable.hubName, env),
    connectionName:
      durable.storageProvider?.connectionName ?? durable.storageProvider?.connectionStringName ?? 'Storage',
    defaultVersion: durable.defaultVersion ?? null,
    versionMatch: durable.versionMatchStrategy ?? 'CurrentOrOlder',
    failsOtherVersions: durable.versionFailureStrategy === 'Fail',
    replacesUnfinished: durable.overridableExistingInstanceStates === 'AnyState',
    storeInputsInHistory: durable.storeInputsInOrchestrationHistory ?? false,
    maxConcurrentActivities: durable.maxConcurrentActivityFunctions ?? ACTIVITIES_PER_CORE * availableParallelism(),
    maxEntityBatch: durable.maxEntityOperationBatchSize,
    maxOrchestrationActions: durable.maxOrchestrationActions,
    localRpcEndpoint: durable.localRpcEndpointEnabled ?? true,
    defaultHttpSleepMs: durable.httpSettings?.defaultAsyncRequestSleepTimeMilliseconds ?? DEFAULT_HTTP_SLEEP_MS,
    functionTimeoutMs: timeSpanMs(json.functionTimeout ?? DEFAULT_FUNCTION_TIMEOUT),
    tracing: tracingOf(durable.tracing, isOpenTelemetry),
    isOpenTelemetry,
    logLevels: json.logging?.logLevel ?? {},
  };
}

/**
 * Off unless enabled, and then the older version unless told otherwise; but in the OpenTelemetry mode the host itself
 * listens to the sources of the extension, whatever the extension is told.
 */
function tracingOf(
  tracing: z.infer<typeof DurableTask>['tracing'] = {},
  isOpenTelemetry: boolean,
): HostConfig['tracing'] {
  const { distributedTracingEnabled = false, version = 'V1' } = tracing;
  if (isOpenTelemetry) return 'V2';
  return distributedTracingEnabled && version !== 'None' ? version : 'off';
}

function resolveHubName(hubName: string | undefined, env: NodeJS.ProcessEnv): string {
  if (hubName === undefined || hubName === '') return env['WEBSITE_SITE_NAME'] ?? 'TestHubName';
  return hubName.replaceAll(/%([^%]+)%/g, (_, setting: string) => {
    const value = env[setting];
    if (value !== undefined) return value;
    throw new HostError('app.settingUnresolved', {
      file: 'host.json',
      path: 'extensions.durableTask.hubName',
      setting,
    });
  });
}

function trimSlashes(text: string): string {
  return text.replaceAll(/^\/+|\/+$/g, '');
}
