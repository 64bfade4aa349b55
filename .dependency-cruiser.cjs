/**
 * Who may import whom; docs/architecture.md tells why. `test/guards/rooms.test.ts` breaks each rule once.
 * A rule that names what a room may import forbids everything else by `pathNot`.
 */
const packages = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);

const contract = '^src/.+/contract\\.ts$';
const shared = '^src/shared/';
const zod = packages('zod');
const openTelemetry = ['(^|/)node_modules/@opentelemetry/'];
const azureFunctions = packages('durable-functions', '@azure/functions');

/** `from` may import the listed paths only. */
const room = (name, comment, from, mayImport) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: mayImport },
});

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const app = [
  room('shared-is-vocabulary', 'shared knows zod and itself.', shared, [shared, ...zod]),
  room('contract-is-data', 'A contract knows zod and shared.', contract, [shared, ...zod]),
  room(
    'process-is-deterministic',
    'A process is written with words of orchestration and with contracts.',
    '^src/processes/([^/]+)/(?!contract\\.ts$)',
    ['^src/processes/$1/', '^src/orchestration/', contract, shared, ...packages('durable-functions', 'zod')],
  ),
  room(
    'words-are-deterministic',
    'The words of orchestration know contracts only.',
    '^src/orchestration/(?!report\\.ts$)',
    ['^src/orchestration/', contract, shared, ...packages('durable-functions', 'zod')],
  ),
  room(
    'report-is-the-door',
    'One word tells of what goes on, and knows how to keep silent in a replay.',
    '^src/orchestration/report\\.ts$',
    ['^src/orchestration/', contract, shared, '^src/telemetry/(log|messages|metrics)\\.ts$'],
  ),
  never(
    'service-is-a-stranger',
    'A service knows itself, shared, and what all stand-ins are made of.',
    { path: '^src/services/([^/]+)/' },
    { path: '^src/', pathNot: ['^src/services/$1/', '^src/services/stand-in/', shared] },
  ),
  never(
    'service-without-host',
    'A service does not know that Azure Functions calls it.',
    { path: '^src/services/' },
    { path: azureFunctions },
  ),
  room('entity-is-a-stranger', 'An entity knows itself and shared.', '^src/entities/([^/]+)/(?!contract\\.ts$)', [
    '^src/entities/$1/',
    shared,
    ...zod,
  ]),
  room('http-is-the-edge', 'The edge knows contracts, the durable client and where to tell of itself.', '^src/http/', [
    '^src/http/',
    '^src/telemetry/',
    contract,
    shared,
    ...azureFunctions,
    ...zod,
    '^(node:)?(crypto|timers/promises)$',
  ]),
  room('retention-stands-alone', 'Retention knows instances, not what they were about.', '^src/retention/', [
    '^src/retention/',
    shared,
    ...azureFunctions,
    ...zod,
    '^(node:)?(crypto|fs/promises|path)$',
  ]),
  room('monitoring-looks-on', 'Monitoring reads what others keep, and tells of it.', '^src/monitoring/', [
    '^src/monitoring/',
    '^src/telemetry/(log|metrics)\\.ts$',
    contract,
    shared,
    ...packages('durable-functions', 'zod'),
  ]),
  never(
    'functions-are-adapters',
    'Adapters are handed processes, services and entities: they import none.',
    { path: '^src/functions/' },
    { path: '^src/', pathNot: ['^src/functions/', '^src/telemetry/', shared] },
  ),
  never(
    'telemetry-stands-alone',
    'Telemetry knows shared only.',
    { path: '^src/telemetry/' },
    { path: '^src/', pathNot: ['^src/telemetry/', shared] },
  ),
  never(
    'telemetry-has-one-room',
    'Everybody tells of himself in words of src/telemetry, so that names and redaction have one place.',
    { path: '^src/', pathNot: '^src/telemetry/' },
    { path: packages('@opentelemetry', 'applicationinsights', '@azure/monitor-opentelemetry') },
  ),
  room('settings-are-parsed-once', 'Settings know contracts, shared and zod.', '^src/settings\\.ts$', [
    contract,
    shared,
    ...zod,
  ]),
  never(
    'settings-are-passed-in',
    'Only the table of contents reads the environment; everything else is handed its part.',
    { path: '^src/', pathNot: '^src/index\\.ts$' },
    { path: '^src/settings\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  never('index-is-imported-by-nobody', 'Importing it registers functions.', {}, { path: '^src/index\\.ts$' }),
  never(
    'app-ignores-its-host',
    'The same app runs on every host.',
    { path: '^src/' },
    { path: '^(embedded-host|test|bench|scripts)/' },
  ),
];

const host = [
  never('host-ignores-its-app', 'The host runs any app.', { path: '^embedded-host/' }, { path: '^(src|dist)/' }),
  room('engine-knows-its-ports', 'The engine is pure: ports, data, hashes.', '^embedded-host/src/engine/', [
    '^embedded-host/src/engine/',
    '^embedded-host/src/store/store\\.ts$',
    '^embedded-host/src/clock/clock\\.ts$',
    '^embedded-host/src/log\\.ts$',
    ...zod,
    '^(node:)?crypto$',
  ]),
  never(
    'engine-is-handed-its-log',
    'The engine knows the shape of a log, not how one is printed.',
    { path: '^embedded-host/src/engine/' },
    { path: '^embedded-host/src/log\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  room(
    'host-telemetry-is-told',
    'Telemetry knows what it is told, and where that is sent.',
    '^embedded-host/src/telemetry/',
    [
      '^embedded-host/src/telemetry/',
      '^embedded-host/src/engine/(tracing|trace-context|entity-id|runner)\\.ts$',
      '^embedded-host/src/bindings/function-requests\\.ts$',
      '^embedded-host/src/(clock/clock|errors|log|shutdown)\\.ts$',
      ...zod,
      ...openTelemetry,
      '^(node:)?(crypto|module|path)$',
    ],
  ),
  never(
    'spans-are-sent-by-telemetry',
    'Only telemetry knows OpenTelemetry: without it nothing of it is loaded.',
    { path: '^embedded-host/src/', pathNot: '^embedded-host/src/telemetry/' },
    { path: openTelemetry },
  ),
  never(
    'ports-know-nobody',
    'Stores and clocks serve whoever holds them.',
    { path: '^embedded-host/src/(store|clock)/' },
    { path: '^embedded-host/src/', pathNot: '^embedded-host/src/$1/' },
  ),
];

const everywhere = [
  never('no-cycles', 'Two files that need each other are one, or three.', {}, { circular: true }),
  never('no-dead-imports', 'The import leads nowhere.', {}, { couldNotResolve: true }),
  never(
    'production-without-tools',
    'What is deployed uses declared production packages.',
    { path: ['^src/', '^embedded-host/src/'] },
    { dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  ),
  never('tests-stay-outside', 'Code does not lean on tests.', { path: '/src/|^src/' }, { path: '(^|/)test/' }),
];

module.exports = {
  forbidden: [...everywhere, ...app, ...host],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^embedded-host/test/.*apps/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
  },
};
