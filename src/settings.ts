/** The environment, parsed once into a typed, read-only value. Every problem is named before the app starts. */
import { z } from 'zod';
import type { SettingsBlock } from './shared/settings-block';
import { telemetrySettings, type TelemetrySettings, TelemetryVariables } from './telemetry/contract';

export interface Settings<Service extends string> {
  readonly identity: {
    readonly inAzure: boolean;
    readonly trustsEasyAuth: boolean;
  };
  readonly links: {
    /** Signs the links in mails; undefined where nobody has set one. */
    readonly key: string | undefined;
    /** Where people reach the app, without the route prefix. */
    readonly baseUrl: string;
  };
  /** Where the platform gives tokens of the app's own identity; absent where there is none. */
  readonly managedIdentity:
    { readonly endpoint: string; readonly header: string; readonly clientId: string | undefined } | undefined;
  readonly services: {
    /** Where the stand-ins keep their records, relative to the working folder. */
    readonly dataFolder: string;
    readonly urls: Readonly<Partial<Record<Service, string>>>;
  };
  /** Where the app tells of itself. */
  readonly telemetry: TelemetrySettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ServiceUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

const Variables = z.object({
  /** `none`: App Service authentication is off, whatever the platform says of it. */
  IDENTITY__PROVIDER: z.enum(['appService', 'none'], { error: 'expected appService or none' }).default('appService'),
  DATA_FOLDER: z.string().default('.durable/services'),
  LINKS__KEY: z
    .string()
    .min(32, 'expected at least 32 characters')
    // Where the platform cannot read the vault, the setting is the reference itself, which everybody knows.
    .refine((key) => !key.startsWith('@Microsoft.KeyVault('), 'expected a secret that the app may read from the vault')
    .optional(),
  LINKS__BASE_URL: ServiceUrl.optional(),
});

/** Throws an Error that names every variable that is wrong. An empty variable counts as absent. */
export function readSettings<Service extends string>(
  environment: Environment,
  services: readonly Service[],
): Settings<Service> {
  const given = withoutEmpty(environment);
  const variables = parsed(Variables, given);
  return {
    identity: identityOptions(given, variables.IDENTITY__PROVIDER),
    links: { key: variables.LINKS__KEY, baseUrl: variables.LINKS__BASE_URL ?? baseUrlOf(given) },
    managedIdentity: managedIdentity(given),
    services: { dataFolder: variables.DATA_FOLDER, urls: serviceUrls(given, services) },
    telemetry: telemetrySettings(parsed(TelemetryVariables, given)),
  };
}

/** What the platform says of itself, which nobody sets by hand, and what whoever has deployed it knows for certain. */
function identityOptions(given: Environment, provider: 'appService' | 'none'): Settings<string>['identity'] {
  const inAzure = given['WEBSITE_SITE_NAME'] !== undefined || given['WEBSITE_INSTANCE_ID'] !== undefined;
  const isOff = provider === 'none' || given['WEBSITE_AUTH_ENABLED']?.toLowerCase() === 'false';
  return { inAzure, trustsEasyAuth: !isOff };
}

function managedIdentity(given: Environment): Settings<string>['managedIdentity'] {
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header, AZURE_CLIENT_ID: clientId } = given;
  return endpoint === undefined || header === undefined ? undefined : { endpoint, header, clientId };
}

/** The options of one block; throws as `readSettings`. */
export function readBlock<Block extends SettingsBlock>(
  environment: Environment,
  { prefix, options, variables }: Block,
): z.output<Block['options']> {
  const known = new Map(Object.entries(variables).flatMap(([option, read]) => (read ? [[option, read]] : [])));
  const variableOf = (option: string) => `${prefix}__${known.get(option)?.name ?? option}`;
  const readers = [...known].map(([option, { value }]) => [variableOf(option), value.optional()]);
  const values = parsed(z.object(Object.fromEntries(readers)), withoutEmpty(environment));
  const given = [...known.keys()].map((option) => [option, values[variableOf(option)]]);
  const result = options.safeParse(Object.fromEntries(given));
  // The parser is the block's own, so what it gives has the type of its options.
  if (result.success) return result.data as z.output<Block['options']>;
  throw invalidSettings(result.error, variableOf);
}

function baseUrlOf({ WEBSITE_HOSTNAME: host }: Environment): string {
  return host === undefined ? 'http://localhost:7071' : `https://${host}`;
}

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function serviceUrls<Service extends string>(
  given: Environment,
  services: readonly Service[],
): Partial<Record<Service, string>> {
  const known = new Map(services.map((service) => [`SERVICES__${service.toUpperCase()}__URL`, service]));
  const urls: Partial<Record<Service, string>> = {};
  for (const [variable, value] of Object.entries(given)) {
    if (!/^SERVICES__.*__URL$/.test(variable)) continue;
    const service = known.get(variable);
    if (service === undefined)
      throw new Error(`Settings: ${variable}: expected one of ${[...known.keys()].join(', ')}`);
    urls[service] = parsed(z.object({ [variable]: ServiceUrl }), { [variable]: value })[variable] ?? '';
  }
  return urls;
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidSettings(result.error, (variable) => variable);
}

function invalidSettings(error: z.ZodError, variableOfField: (field: string) => string): Error {
  const lines = error.issues.map(({ path, message }) => `${variableOfField(String(path[0]))}: ${message}`);
  return new Error(`Settings: ${lines.join('; ')}`);
}
