import { join } from 'node:path';
import { z } from 'zod';
import { HostError } from '../errors';
import { parseSettings, readJsonFile } from './json-file';

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const Flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

const LocalSettings = z.looseObject({
  Values: z.record(z.string(), z.union([Scalar, z.null()])).optional(),
  Host: z
    .looseObject({ LocalHttpPort: z.int().optional(), CORS: z.string().optional(), CORSCredentials: Flag.optional() })
    .optional(),
});

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  /** `Host.LocalHttpPort`, the port that Core Tools would use. */
  readonly port: number | undefined;
  readonly cors: CorsSettings;
}

/** `Host.CORS` and `Host.CORSCredentials`, with which pages of other origins may call the host. */
export interface CorsSettings {
  /** `*` stands for every origin. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

/** Reads local.settings.json; an app folder without one has no settings. */
export function readLocalSettings(folder: string): LocalSettings {
  const raw = readJsonFile(join(folder, 'local.settings.json')) ?? {};
  const settings = parseSettings(LocalSettings, raw, 'local.settings.json');
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.Values ?? {})) {
    if (value !== null) values[name] = value;
  }
  return { values, port: settings.Host?.LocalHttpPort, cors: corsOf(settings.Host ?? {}) };
}

function corsOf(host: {
  readonly CORS?: string | undefined;
  readonly CORSCredentials?: boolean | undefined;
}): CorsSettings {
  const origins = (host.CORS ?? '').split(',').map((origin) => origin.trim().replace(/\/$/, ''));
  const cors = { origins: origins.filter((origin) => origin !== ''), credentials: host.CORSCredentials ?? false };
  // Browsers forbid it, and it would let any page act for the user; the real tools refuse it, too.
  if (cors.credentials && cors.origins.includes('*')) throw new HostError('app.corsAnyWithCredentials', {});
  return cors;
}

/** What Core Tools sets for a worker, so that apps find the environment they know. */
const coreToolsDefaults = {
  FUNCTIONS_WORKER_RUNTIME: 'node',
  AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  ASPNETCORE_ENVIRONMENT: 'Development',
  FUNCTIONS_CORETOOLS_ENVIRONMENT: 'True',
} as const;

/** Fills an environment with local settings and Core Tools' defaults; what is already set stays. */
export function applySettings(env: NodeJS.ProcessEnv, values: LocalSettings['values']): void {
  for (const [name, value] of Object.entries({ ...coreToolsDefaults, ...values })) env[name] ??= value;
}
