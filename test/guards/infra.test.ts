import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { addressConfirmationRoutes } from '../../src/http/address-confirmation';
import { decisionLinkRoutes } from '../../src/http/decision-links';
import { health } from '../../src/http/health';
import { linkSigner } from '../../src/http/signed-link';
import { registeredProcesses } from '../../src/registered-processes';
import { retentionSettings } from '../../src/retention/contract';
import { readBlock } from '../../src/settings';
import { projectRoot } from './fixture-tree';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** Where a value is known at the deployment only, the compiler leaves the expression. */
const Properties = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((expression): Record<string, unknown> => ({ expression })),
]);

const Resource = z.looseObject({
  type: z.string(),
  name: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  properties: Properties.default({}),
});
type Resource = z.infer<typeof Resource>;

const predicted = (environment: string): readonly Resource[] =>
  z.array(Resource).parse(JSON.parse(read(`infra/compiled/${environment}.json`)));

const ofType = (resources: readonly Resource[], type: string) =>
  resources.filter((resource) => resource.type === `Microsoft.${type}`);

function only(resources: readonly Resource[], type: string): Resource {
  const [found, ...others] = ofType(resources, type);
  if (found === undefined || others.length > 0) throw new Error(`expected one ${type}`);
  return found;
}

/** The names of the settings, each with its value, or after a bracket with the expression that gives it. */
function appSettings(resources: readonly Resource[]): Readonly<Record<string, string>> {
  const config = resources.find(({ name }) => name.endsWith('/appsettings'));
  const { expression } = z.object({ expression: z.string() }).parse(config?.properties);
  const pairs = [...expression.matchAll(/'([A-Za-z]+_[A-Za-z_]+)', (.*?)(?='[A-Za-z]+_[A-Za-z_]+', |$)/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name, /^'([^']*)'/.exec(value)?.[1] ?? `[${value}`]),
  );
}

/** What the platform and its extensions read; every other variable is one of the app's. */
const platformSetting =
  /^(AzureWebJobsStorage__|APPLICATIONINSIGHTS_|AZURE_CLIENT_ID$|DURABLE_TASK_SCHEDULER_CONNECTION_STRING$)/;

const ownSettings = [retentionSettings, ...registeredProcesses.map(({ settings }) => settings)].flatMap(
  ({ prefix, variables }) =>
    Object.values<{ readonly name: string } | undefined>(variables).flatMap((variable) =>
      variable === undefined ? [] : [`${prefix}__${variable.name}`],
    ),
);

/** For probes, and for people who have a link of a mail and no account. */
const openRoutes = [health, ...decisionLinkRoutes(linkSigner('a key of the test')), ...addressConfirmationRoutes()];

/** Parts of other resources, for which Azure knows no tags. */
const untagged =
  /roleAssignments|diagnosticSettings|budgets|\/(config|blobServices|containers|secrets|taskHubs)$|Policies$|Groups$/;

describe.each(['dev', 'test', 'prod'])('the infrastructure of %s', (environment) => {
  const resources = predicted(environment);

  it('has no key that opens anything', () => {
    expect(only(resources, 'Storage/storageAccounts').properties).toMatchObject({
      ...{ allowSharedKeyAccess: false, allowBlobPublicAccess: false },
    });
    expect(only(resources, 'Insights/components').properties).toMatchObject({ DisableLocalAuth: true });
    expect(only(resources, 'OperationalInsights/workspaces').properties).toMatchObject({
      features: { disableLocalAuth: true },
    });
    const passwords = ofType(resources, 'Web/sites/basicPublishingCredentialsPolicies');
    expect(passwords.map(({ properties }) => properties)).toEqual([{ allow: false }, { allow: false }]);
  });

  it('gives the app its identity for every connection, and its secret by reference', () => {
    const settings = appSettings(resources);
    expect(Object.values(settings).join('\n')).not.toMatch(/AccountKey|SharedAccess|Password|listKeys/i);
    expect(settings).toMatchObject({
      AzureWebJobsStorage__credential: 'managedidentity',
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: expect.stringContaining('Authorization=AAD'),
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: expect.stringContaining('Authentication=ManagedIdentity'),
      LINKS__KEY: expect.stringContaining('@Microsoft.KeyVault(SecretUri='),
    });
  });

  it('asks everybody for a token, but for probes and the links of mails', () => {
    const paths = openRoutes.map(({ route }) => `/api/${route.replace(/\{\w+\}$/, '*')}`);
    expect(resources.find(({ name }) => name.endsWith('/authsettingsV2'))?.properties).toMatchObject({
      globalValidation: { unauthenticatedClientAction: 'Return401', excludedPaths: [...new Set(paths)] },
    });
    expect(new Set(openRoutes.map(({ authLevel }) => authLevel))).toEqual(new Set(['anonymous']));
  });

  it('believes a header about people exactly where its authentication is on', () => {
    const settings = resources.find(({ name }) => name.endsWith('/authsettingsV2'))?.properties;
    const { platform } = z.object({ platform: z.object({ enabled: z.boolean() }) }).parse(settings);
    expect(appSettings(resources)['IDENTITY__PROVIDER']).toBe(platform.enabled ? 'appService' : 'none');
  });

  it('mails links that lead to the app', () => {
    expect(appSettings(resources)['ONBOARDING__PUBLIC_URL']).toMatch(/format\('\{0\}\/api', .*outputs\.baseUrl\.value/);
  });

  it('sets what the app or the platform reads, and nothing else', () => {
    const known = [...ownSettings, 'DATA_FOLDER', 'IDENTITY__PROVIDER', 'LINKS__KEY', 'LINKS__BASE_URL'];
    const names = Object.keys(appSettings(resources)).filter((name) => !platformSetting.test(name));
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('exports and purges finished instances before the scheduler forgets them', () => {
    const literal = Object.entries(appSettings(resources)).filter(([, value]) => !value.startsWith('['));
    const { completedAgeMs, failedAgeMs, terminatedAgeMs } = readBlock(Object.fromEntries(literal), retentionSettings);
    const { properties } = only(resources, 'DurableTask/schedulers/retentionPolicies');
    const Policy = z.object({ retentionPolicies: z.tuple([z.object({ retentionPeriodInDays: z.number() })]) });
    const keptMs = Policy.parse(properties).retentionPolicies[0].retentionPeriodInDays * 86_400_000;
    expect(Math.max(completedAgeMs, failedAgeMs, terminatedAgeMs)).toBeLessThan(keptMs);
  });

  it('runs the Node and the task hub that are tested', () => {
    expect(only(resources, 'Web/sites').properties['functionAppConfig']).toMatchObject({
      runtime: { name: 'node', version: read('.nvmrc').trim() },
    });
    const { extensions } = z
      .object({ extensions: z.object({ durableTask: z.object({ hubName: z.string() }) }) })
      .parse(JSON.parse(read('host.json')));
    expect(only(resources, 'DurableTask/schedulers/taskHubs').name).toMatch(
      new RegExp(`/${extensions.durableTask.hubName}$`),
    );
  });

  it('gives no role that infra/README.md does not explain', () => {
    const ids = ofType(resources, 'Authorization/roleAssignments').map(({ properties }) =>
      String(properties['roleDefinitionId']).slice(-36),
    );
    expect(ids.length).toBeGreaterThan(4);
    const table = read('infra/README.md');
    expect(ids.filter((id) => !table.includes(id))).toEqual([]);
  });

  it('is tagged with its application and environment', () => {
    const taggable = resources.filter(({ type }) => !untagged.test(type));
    expect(taggable.length).toBeGreaterThan(6);
    for (const { tags } of taggable) expect(tags).toMatchObject({ application: 'execution-orchestrator', environment });
  });

  it('consists of what docs/deploy.md explains and prices', () => {
    const page = read('docs/deploy.md');
    const types = [...new Set(resources.map(({ type }) => type.split('/').slice(0, 2).join('/')))];
    expect(types.filter((type) => !page.includes(`\`${type}\``))).toEqual([]);
  });
});

it.each([
  ['main.bicepparam', 'docs/deploy.md'],
  ['main.prod.bicepparam', 'docs/pipeline.md'],
])('what infra/%s reads of the environment is explained in %s', (parameters, page) => {
  const variables = [...read(`infra/${parameters}`).matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(
    ([, name]) => name,
  );
  expect(variables.length).toBeGreaterThan(6);
  // The name of an environment of `azd` is the one that it was made with.
  const explained = variables.filter((name) => name === 'AZURE_ENV_NAME' || read(page).includes(`\`${String(name)}\``));
  expect(explained).toEqual(variables);
});

describe('network isolation', () => {
  const backends = ['Storage/storageAccounts', 'KeyVault/vaults', 'DurableTask/schedulers'];
  const access = (environment: string) =>
    backends.map((type) => String(only(predicted(environment), type).properties['publicNetworkAccess']).toLowerCase());

  it.each(['test', 'prod'])('closes every backend of %s, and gives each service a private endpoint', (environment) => {
    expect(access(environment)).toEqual(['disabled', 'disabled', 'disabled']);
    const parts = ofType(predicted(environment), 'Network/privateEndpoints').map(({ name }) => name.split('-')[1]);
    expect(parts.sort()).toEqual(['blob', 'queue', 'scheduler', 'table', 'vault']);
    expect(only(predicted(environment), 'Web/sites').properties['virtualNetworkSubnetId']).toMatch(/appSubnetId/);
  });

  it('is left out where it is not asked for', () => {
    expect(access('dev')).toEqual(['enabled', 'enabled', 'enabled']);
    expect(predicted('dev').filter(({ type }) => type.startsWith('Microsoft.Network/'))).toEqual([]);
  });
});

/** Exit code 3: there is no compiler, and none could be downloaded. */
const NO_COMPILER = 3;

it('is compiled, linted and formatted without a warning, and as it is checked in', () => {
  const check = spawnSync(process.execPath, ['scripts/infra.mts', '--check'], { cwd: projectRoot, encoding: 'utf8' });
  if (check.status === NO_COMPILER) {
    console.warn(`The Bicep files were not compiled, only what is checked in was examined: ${check.stderr}`);
    return;
  }
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
}, 600_000);
