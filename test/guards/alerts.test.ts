/** When the alerts of production fire, on telemetry that is made up for it: their queries, against their limits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { runQuery } from '../../scripts/kql/evaluate/query.mts';
import { numberOf, type Row } from '../../scripts/kql/evaluate/values.mts';
import { queryPaths } from '../../scripts/kql/query-file.mts';
import { tableNames } from '../../scripts/kql/tables.mts';
import type { MetricName } from '../../src/telemetry/metrics';
import { projectRoot } from './fixture-tree';

const Rule = z.object({
  name: z.string(),
  properties: z.object({
    windowSize: z.string().transform(millisecondsOf),
    criteria: z.object({
      allOf: z.tuple([z.object({ query: z.string(), metricMeasureColumn: z.string(), threshold: z.number() })]),
    }),
  }),
});

const rules = z
  .array(z.looseObject({ type: z.string() }))
  .parse(JSON.parse(readFileSync(join(projectRoot, 'infra/compiled/prod.json'), 'utf8')))
  .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
  .map((resource) => Rule.parse(resource));

const alertNames = queryPaths().flatMap((path) => /^alerts\/(.*)\.kql$/.exec(path)?.[1] ?? []);

function millisecondsOf(duration: string): number {
  const [, amount = '', unit = ''] = /^PT(\d+)([MH])$/.exec(duration) ?? [];
  return Number(amount) * (unit === 'H' ? 3_600_000 : 60_000);
}

const now = new Date('2026-01-31T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** What the rule sees of it: the rows of its window. */
function fires(alert: string, telemetry: readonly Row[]): boolean {
  const rule = rules.find(({ name }) => name.startsWith(`${alert}-`));
  if (rule === undefined) throw new Error(`There is no rule for ${alert}.`);
  const { windowSize, criteria } = rule.properties;
  const [{ query, metricMeasureColumn, threshold }] = criteria.allOf;
  const isInWindow = ({ TimeGenerated = null }: Row) => (numberOf(TimeGenerated) ?? 0) > now.getTime() - windowSize;
  const seen = telemetry.filter(isInWindow);
  const tables = Object.fromEntries(tableNames.map((name) => [name, seen.filter(({ Type }) => Type === name)]));
  return runQuery(query, { now, tables }).some((row) => (numberOf(row[metricMeasureColumn] ?? null) ?? 0) > threshold);
}

type Attributes = Readonly<Record<string, string>>;

/** One item of the exporter of Azure Monitor: a delta of a counter, or the value of a gauge. */
function metric(Name: MetricName, value: number, attributes: Attributes = {}, minutes = 1): Row {
  const Properties = { 'business_process.name': 'purchase', ...attributes };
  const values = { Sum: value, Min: value, Max: value, ItemCount: 1 };
  return { Type: 'AppMetrics', TimeGenerated: minutesAgo(minutes), Name, ...values, Properties };
}

const ended = (outcome: string, count = 1, minutes = 1) =>
  metric('business_process.ended', count, { 'business_process.outcome': outcome }, minutes);
const undone = (outcome: string) =>
  metric('business_process.compensations', 1, { 'business_process.outcome': outcome });
const breached = (count: number, minutes = 1) => metric('business_process.sla.breaches', count, {}, minutes);
/** Within the hour, and neither in its last quarter nor in the last half hour. */
const earlier = [ended('done', 30, 40), breached(6, 40)];
const tried = (attempts: number, failures: number): readonly Row[] => {
  const step = { 'business_process.step': 'payments.authorize' };
  return [
    metric('business_process.step.attempts', attempts, step),
    metric('business_process.step.failures', failures, step),
  ];
};
const overdue: Row = {
  ...{ Type: 'AppTraces', TimeGenerated: minutesAgo(1), ItemCount: 1 },
  Properties: { 'business_process.event': 'approval.overdue', 'business_process.name': 'purchase' },
};

const cases: readonly (readonly [alert: string, when: string, expected: boolean, telemetry: readonly Row[]])[] = [
  ['process-failures', 'one of many has failed', true, [ended('fulfilled', 50), ended('failed')]],
  ['process-failures', 'an order was refused', false, [ended('rejected'), ended('expired')]],
  ['process-failures', 'the failure was an hour ago', false, [ended('failed', 1, 60)]],
  ['compensation-failures', 'an undo has failed for good', true, [undone('undone'), undone('failed')]],
  ['compensation-failures', 'all was undone', false, [undone('undone')]],
  ['interventions-waiting', 'one waits for 31 minutes', true, [metric('business_process.interventions.oldest', 1_860)]],
  [
    'interventions-waiting',
    'one waits for 29 minutes',
    false,
    [metric('business_process.interventions.oldest', 1_740)],
  ],
  ['stuck-instances', 'one does not move', true, [metric('business_process.stuck', 1)]],
  ['stuck-instances', 'all move', false, [metric('business_process.stuck', 0)]],
  ['approval-overdue', 'nobody has begun in time', true, [overdue]],
  ['approval-overdue', 'approvals wait', false, [metric('business_process.approvals.waiting', 7)]],
  ['sla-burn-fast', 'every fifth breaks a promise, and goes on', true, [...earlier, ended('done', 10), breached(3)]],
  ['sla-burn-fast', 'it is over', false, [...earlier, ended('done', 10)]],
  ['sla-burn-fast', 'a few of many do', false, [ended('done', 400), breached(8)]],
  ['sla-burn-fast', 'the only one does', false, [ended('done'), breached(1)]],
  ['sla-burn-slow', 'every sixth breaks a promise, and goes on', true, [...earlier, ended('done', 20), breached(2)]],
  ['sla-burn-slow', 'it is over', false, [...earlier, ended('done', 20)]],
  ['retry-storm', 'most attempts fail', true, tried(30, 20)],
  ['retry-storm', 'a third fails', false, tried(30, 10)],
  ['retry-storm', 'all of a few fail', false, tried(5, 5)],
  ['backlog-age', 'one has waited for 61 s', true, [metric('business_process.queue.age', 61)]],
  ['backlog-age', 'one has waited for 59 s', false, [metric('business_process.queue.age', 59)]],
];

describe('the alert', () => {
  it.each(alertNames)('%s is quiet where there is no telemetry', (alert) => {
    expect(fires(alert, [])).toBe(false);
  });

  it.each(cases)('%s, when %s: %p', (alert, _, expected, telemetry) => {
    expect(fires(alert, telemetry)).toBe(expected);
  });

  it('is shown firing and quiet for every query', () => {
    const shown = (expected: boolean) =>
      new Set(cases.filter(([, , fired]) => fired === expected).map(([name]) => name));
    expect([...shown(true)].sort()).toEqual(alertNames);
    expect([...shown(false)].sort()).toEqual(alertNames);
  });
});
