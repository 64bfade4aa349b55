import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { plantTree, projectRoot, runTool } from './fixture-tree';

/** One wrong import per line: the rule of `.dependency-cruiser.cjs`, the file, and what it imports. */
const wrongImports: readonly (readonly [rule: string, from: string, imports: string])[] = [
  ['shared-is-vocabulary', 'src/shared/bad-service.ts', '../services/payments/contract'],
  ['shared-is-vocabulary', 'src/shared/bad-node.ts', 'node:fs'],
  ['shared-is-vocabulary', 'src/shared/bad-package.ts', 'durable-functions'],
  ['contract-is-data', 'src/services/pricing/contract.ts', './pricing'],
  ['contract-is-data', 'src/processes/refund/contract.ts', '../../services/payments/contract'],
  ['contract-is-data', 'src/entities/audit/contract.ts', 'durable-functions'],
  ['process-is-deterministic', 'src/processes/refund/bad-node.ts', 'node:crypto'],
  ['process-is-deterministic', 'src/processes/refund/bad-service.ts', '../../services/payments/payments'],
  ['process-is-deterministic', 'src/processes/refund/bad-entity.ts', '../../entities/stock-level/entity'],
  ['process-is-deterministic', 'src/processes/refund/bad-process.ts', '../purchase/orchestrator'],
  ['process-is-deterministic', 'src/processes/refund/bad-http.ts', '../../http/starter'],
  ['process-is-deterministic', 'src/processes/refund/bad-telemetry.ts', '../../telemetry/telemetry'],
  ['words-are-deterministic', 'src/orchestration/bad-node.ts', 'node:timers'],
  ['words-are-deterministic', 'src/orchestration/bad-service.ts', '../services/payments/payments'],
  ['words-are-deterministic', 'src/orchestration/bad-process.ts', '../processes/purchase/orchestrator'],
  ['words-are-deterministic', 'src/orchestration/bad-telemetry.ts', '../telemetry/telemetry'],
  ['report-is-the-door', 'src/orchestration/report.ts', '../telemetry/telemetry'],
  ['service-is-a-stranger', 'src/services/pricing/bad-contract.ts', '../payments/contract'],
  ['service-is-a-stranger', 'src/services/pricing/bad-process.ts', '../../processes/purchase/orchestrator'],
  ['service-is-a-stranger', 'src/services/pricing/bad-http.ts', '../../http/starter'],
  ['service-is-a-stranger', 'src/services/stand-in/bad-service.ts', '../payments/payments'],
  ['service-without-host', 'src/services/pricing/bad-host.ts', 'durable-functions'],
  ['entity-is-a-stranger', 'src/entities/audit/bad-entity.ts', '../stock-level/entity'],
  ['entity-is-a-stranger', 'src/entities/audit/bad-service.ts', '../../services/payments/payments'],
  ['entity-is-a-stranger', 'src/entities/audit/bad-node.ts', 'node:fs'],
  ['http-is-the-edge', 'src/http/bad-orchestrator.ts', '../processes/purchase/orchestrator'],
  ['http-is-the-edge', 'src/http/bad-service.ts', '../services/payments/payments'],
  ['http-is-the-edge', 'src/http/bad-node.ts', 'node:fs'],
  ['retention-stands-alone', 'src/retention/bad-process.ts', '../processes/purchase/orchestrator'],
  ['monitoring-looks-on', 'src/monitoring/bad-entity.ts', '../entities/stock-level/entity'],
  ['monitoring-looks-on', 'src/monitoring/bad-http.ts', '../http/starter'],
  ['functions-are-adapters', 'src/functions/bad-process.ts', '../processes/purchase/orchestrator'],
  ['functions-are-adapters', 'src/functions/bad-service.ts', '../services/payments/payments'],
  ['functions-are-adapters', 'src/functions/bad-http.ts', '../http/starter'],
  ['telemetry-stands-alone', 'src/telemetry/bad-http.ts', '../http/starter'],
  ['telemetry-stands-alone', 'src/telemetry/bad-functions.ts', '../functions/register'],
  ['telemetry-has-one-room', 'src/http/bad-span.ts', '@opentelemetry/api'],
  ['settings-are-parsed-once', 'src/settings.ts', './http/starter'],
  ['settings-are-passed-in', 'src/http/bad-settings.ts', '../settings'],
  ['index-is-imported-by-nobody', 'test/processes/bad-index.ts', '../../src/index'],
  ['app-ignores-its-host', 'src/http/bad-host.ts', '../../embedded-host/src/index'],
  ['host-ignores-its-app', 'embedded-host/src/bad-app.ts', '../../src/shared/money'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-binding.ts', '../bindings/http'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-store.ts', '../store/sqlite-store'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-clock.ts', '../clock/system-clock'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-files.ts', 'node:fs'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-timers.ts', 'node:timers'],
  ['engine-knows-its-ports', 'embedded-host/src/engine/bad-sockets.ts', 'node:http'],
  ['engine-is-handed-its-log', 'embedded-host/src/engine/bad-log.ts', '../log'],
  ['host-telemetry-is-told', 'embedded-host/src/telemetry/bad-engine.ts', '../engine/engine'],
  ['spans-are-sent-by-telemetry', 'embedded-host/src/bindings/bad-span.ts', '@opentelemetry/api'],
  ['ports-know-nobody', 'embedded-host/src/store/bad-engine.ts', '../engine/contract'],
  ['ports-know-nobody', 'embedded-host/src/clock/bad-store.ts', '../store/store'],
  ['no-cycles', 'src/http/bad-cycle-back.ts', './bad-cycle'],
  ['no-dead-imports', 'src/http/bad-nowhere.ts', './nowhere'],
  ['production-without-tools', 'src/http/bad-tool.ts', 'fast-check'],
  ['production-without-tools', 'src/services/pricing/undeclared.ts', 'fastify'],
  ['tests-stay-outside', 'src/http/bad-test.ts', '../../test/support/builders'],
];

const goodImports: Readonly<Record<string, readonly string[]>> = {
  'src/index.ts': ['./settings', './processes/purchase/orchestrator', './services/payments/payments', './http/starter'],
  'src/shared/money.ts': ['zod'],
  'src/orchestration/contract.ts': ['zod', '../shared/money'],
  'src/orchestration/call.ts': ['durable-functions', '../shared/money', '../services/payments/contract'],
  'src/processes/purchase/contract.ts': ['zod', '../../shared/money'],
  'src/processes/purchase/orchestrator.ts': [
    ...['durable-functions', 'zod', './contract', '../../orchestration/call', '../../shared/money'],
    ...['../../services/payments/contract', '../../entities/stock-level/contract'],
  ],
  'src/services/payments/contract.ts': ['zod', '../../shared/money'],
  'src/services/payments/payments.ts': ['./contract', '../stand-in/records', 'node:fs/promises'],
  'src/services/stand-in/records.ts': ['../../shared/money', 'node:fs'],
  'src/services/pricing/pricing.ts': ['../../shared/money'],
  'src/entities/stock-level/contract.ts': ['zod'],
  'src/entities/stock-level/entity.ts': ['./contract', '../../shared/money'],
  'src/http/starter.ts': [
    'durable-functions',
    '@azure/functions',
    '../processes/purchase/contract',
    '../orchestration/contract',
    '../telemetry/telemetry',
    'node:crypto',
  ],
  'src/functions/register.ts': ['durable-functions', '../telemetry/telemetry', '../shared/money'],
  'src/telemetry/telemetry.ts': ['../shared/money'],
  'src/http/bad-cycle.ts': ['./bad-cycle-back'],
  'embedded-host/src/index.ts': ['./engine/engine', './bindings/http', './store/sqlite-store', './clock/system-clock'],
  'embedded-host/src/engine/engine.ts': ['./contract', '../store/store', '../clock/clock', 'node:crypto'],
  'embedded-host/src/engine/contract.ts': [],
  'embedded-host/src/log.ts': [],
  'embedded-host/src/bindings/http.ts': ['../engine/contract', 'node:http'],
  'embedded-host/src/store/store.ts': [],
  'embedded-host/src/store/sqlite-store.ts': ['./store', 'node:sqlite'],
  'embedded-host/src/clock/clock.ts': [],
  'embedded-host/src/clock/system-clock.ts': ['./clock'],
  'test/support/builders.ts': ['../../src/shared/money'],
};

const appPackage = JSON.stringify({
  dependencies: { zod: '*', 'durable-functions': '*', '@azure/functions': '*' },
  devDependencies: { 'fast-check': '*' },
});

const sourceOf = (imports: readonly string[]) =>
  [...imports.map((path) => `import '${path}';`), 'export {};', ''].join('\n');

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    totalCruised: z.number(),
  }),
});

describe('the room rules', () => {
  let violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];

  beforeAll(async () => {
    await using tree = await plantTree({
      'package.json': appPackage,
      ...Object.fromEntries(Object.entries(goodImports).map(([path, imports]) => [path, sourceOf(imports)])),
      ...Object.fromEntries(wrongImports.map(([, path, imports]) => [path, sourceOf([imports])])),
    });
    const config = ['--config', `${projectRoot}/.dependency-cruiser.cjs`, '--output-type', 'json'];
    const output = await runTool(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      [...config, 'src', 'embedded-host', 'test'],
      tree,
    );
    violations = Report.parse(JSON.parse(output)).summary.violations;
  }, 60_000);

  const rulesBrokenBy = (path: string) => violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

  it.each(wrongImports)('%s: %s may not import %s', (rule, from) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  it.each(Object.keys(goodImports).filter((path) => !path.includes('bad-')))('accept what %s imports', (path) => {
    expect(rulesBrokenBy(path)).toEqual([]);
  });

  it('are each broken by one of these files', async () => {
    const { forbidden } = z
      .object({ forbidden: z.array(z.object({ name: z.string() })) })
      .parse(await import(`${projectRoot}/.dependency-cruiser.cjs`));
    const broken = new Set(wrongImports.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });
});
