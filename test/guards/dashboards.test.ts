import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { analyse } from '../../scripts/kql/language.mts';
import { filledIn, placeholdersOf, queryPaths, readQuery } from '../../scripts/kql/query-file.mts';
import { workbooks } from '../../scripts/workbooks/all.mts';
import { notebookOf } from '../../scripts/workbooks/notebook.mts';
import {
  type Panel,
  PROCESSES_QUERY,
  queryPathOf,
  TIME,
  type Visual,
  type Workbook,
} from '../../scripts/workbooks/workbook.mts';
import { projectRoot } from './fixture-tree';
import { anchorsOf, linksOf } from './markdown';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const namesIn = (pattern: string) =>
  globSync(pattern, { cwd: projectRoot }).map((path) => basename(path).replace(/\.\w+$/, ''));

const runbooks = read('docs/operations.md');
const panels = workbooks.flatMap((workbook) => workbook.panels.map((panel) => ({ workbook, panel })));

/** The columns that a picture of rows is drawn from. */
function columnsOf(visual: Visual): readonly string[] {
  switch (visual.as) {
    case 'table':
      return [];
    case 'tiles':
      return [visual.name, visual.value];
    case 'lines':
      return [TIME, ...visual.values, ...(visual.by === undefined ? [] : [visual.by])];
    case 'bars':
      return [visual.name, visual.value, ...(visual.by === undefined ? [] : [visual.by])];
    case 'waterfall':
      return ['afterMs', 'DurationMs', 'Name'];
  }
}

function missingColumns({ workbook, panel }: { readonly workbook: Workbook; readonly panel: Panel }) {
  const { columns } = analyse(readQuery(queryPathOf(workbook, panel)));
  return columnsOf(panel.visual).filter((name) => !columns.some((column) => column.name === name));
}

const Rule = z.object({
  type: z.literal('Microsoft.Insights/scheduledQueryRules'),
  properties: z.object({
    description: z.string(),
    windowSize: z.string(),
    evaluationFrequency: z.string(),
    severity: z.int(),
    autoMitigate: z.literal(true),
    criteria: z.object({
      allOf: z.tuple([
        z.object({
          query: z.string(),
          metricMeasureColumn: z.string(),
          threshold: z.number(),
          dimensions: z.tuple([z.object({ name: z.string() })]),
        }),
      ]),
    }),
  }),
});

const rulesOf = (environment: string) =>
  z
    .array(z.looseObject({ type: z.string() }))
    .parse(JSON.parse(read(`infra/compiled/${environment}.json`)))
    .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
    .map((resource) => Rule.parse(resource).properties);

const sectionOf = ({ description }: z.infer<typeof Rule>['properties']) => description.split('#').at(-1) ?? '';

describe('the workbooks', () => {
  it('and the alerts ask every query, and no other', () => {
    const asked = panels.map(({ workbook, panel }) => queryPathOf(workbook, panel));
    const alerts = queryPaths().filter((path) => path.startsWith('alerts/'));
    expect([...asked, ...alerts, PROCESSES_QUERY].sort()).toEqual(queryPaths());
  });

  it('draw from columns that their queries answer', () => {
    const missing = panels.map((each) => ({ query: each.panel.query, missing: missingColumns(each) }));
    expect(missing.filter((each) => each.missing.length > 0)).toEqual([]);
  });

  it('have every parameter that their queries ask for', () => {
    for (const { workbook, panel } of panels) {
      const asked = placeholdersOf(readQuery(queryPathOf(workbook, panel)));
      expect(workbook.parameters).toEqual(expect.arrayContaining([...asked]));
    }
  });

  it('are written as they are defined', () => {
    expect(namesIn('infra/workbooks/*.json').sort()).toEqual(workbooks.map(({ name }) => name).sort());
    for (const workbook of workbooks) {
      expect(JSON.parse(read(`infra/workbooks/${workbook.name}.json`))).toEqual(notebookOf(workbook));
    }
  });

  it.each(['dev', 'test', 'prod'])('are deployed to %s with their titles', (environment) => {
    const compiled = read(`infra/compiled/${environment}.json`);
    const titles = [...compiled.matchAll(/"displayName": "Execution Orchestrator: (.*?)"/g)].map(([, title]) => title);
    expect(titles).toEqual(workbooks.map(({ title }) => title));
  });

  it('have a section of their own in the operations page', () => {
    for (const { title } of workbooks) expect(runbooks).toContain(`\n### ${title}\n`);
  });
});

describe.each(['dev', 'test', 'prod'])('the alerts of %s', (environment) => {
  const rules = rulesOf(environment);

  it('are one for each query, and one for each runbook', () => {
    const sections = rules.map(sectionOf).sort();
    expect(sections).toEqual(namesIn('infra/kql/alerts/*.kql').sort());
    const runbookHeadings = runbooks.split('\n## ').find((part) => part.startsWith('Alerts\n')) ?? '';
    expect(
      anchorsOf(runbookHeadings)
        .filter((anchor) => anchor !== 'alerts')
        .sort(),
    ).toEqual(sections);
  });

  it('ask the query that is a file, for a measure and a dimension that it answers', () => {
    for (const rule of rules) {
      const [{ query, metricMeasureColumn, dimensions }] = rule.criteria.allOf;
      expect(query.trim()).toBe(readQuery(`alerts/${sectionOf(rule)}.kql`).trim());
      const { columns } = analyse(query);
      expect(columns.find(({ name }) => name === dimensions[0].name)?.type).toBe('string');
      expect(['real', 'long']).toContain(columns.find(({ name }) => name === metricMeasureColumn)?.type);
    }
  });

  it('link to their runbook', () => {
    for (const rule of rules) expect(rule.description).toContain(`docs/operations.md#${sectionOf(rule)}`);
  });
});

it('every runbook says what it means, where to look, what causes it, what to do and when to escalate', () => {
  const sections = runbooks.split('\n### ').filter((part) => /^[a-z-]+\n/.test(part));
  expect(sections).toHaveLength(namesIn('infra/kql/alerts/*.kql').length);
  for (const section of sections) {
    for (const part of ['Means.', 'First look.', 'Likely causes.', 'Do.', 'Escalate']) {
      expect(section).toContain(`**${part}**`);
    }
  }
  expect(linksOf(runbooks).length).toBeGreaterThan(20);
});

it('no alert has anything that only a workbook would fill in', () => {
  const alerts = queryPaths().filter((path) => path.startsWith('alerts/'));
  expect(
    alerts.filter(
      (path) => filledIn(readQuery(path), {}) !== readQuery(path) || placeholdersOf(readQuery(path)).length > 0,
    ),
  ).toEqual([]);
});
