/**
 * The JSON of an Azure Workbook, as the portal's advanced editor shows it. Its format is not documented as such:
 * https://github.com/Microsoft/Application-Insights-Workbooks has a schema and many examples.
 */
import { createHash } from 'node:crypto';
import { readQuery } from '../kql/query-file.mts';
import {
  type Panel,
  type ParameterName,
  PROCESSES_QUERY,
  queryPathOf,
  TIME,
  type Visual,
  type Workbook,
} from './workbook.mts';

/** The deployment puts the id of the workspace in its place. */
const WORKSPACE = '__WORKSPACE_ID__';

const workspace = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' };
const HOUR_MS = 3_600_000;

export function notebookOf(workbook: Workbook): object {
  return {
    version: 'Notebook/1.0',
    items: [
      { type: 1, content: { json: `## ${workbook.title}\n\n${workbook.about}` }, name: 'about' },
      { type: 9, content: parametersOf(workbook), name: 'parameters' },
      ...workbook.panels.map((panel) => itemOf(workbook, panel)),
    ],
    fallbackResourceIds: [WORKSPACE],
    $schema: 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
  };
}

function parametersOf({ name, parameters }: Workbook): object {
  return {
    version: 'KqlParameterItem/1.0',
    style: 'pills',
    ...workspace,
    parameters: parameters.map((parameter) => ({
      id: idOf(`${name}/${parameter}`),
      version: 'KqlParameterItem/1.0',
      name: parameter,
      ...parameterContents[parameter],
    })),
  };
}

/** The portal tells parameters apart by a GUID; drawn from the name, it stays the same. */
function idOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

const choice = (items: readonly object[]) => ({ type: 2, isRequired: true, jsonData: JSON.stringify(items) });

const parameterContents: Readonly<Record<ParameterName, object>> = {
  TimeRange: {
    type: 4,
    isRequired: true,
    value: { durationMs: 24 * HOUR_MS },
    typeSettings: {
      selectableValues: [1, 4, 24, 3 * 24, 7 * 24, 30 * 24].map((hours) => ({ durationMs: hours * HOUR_MS })),
      allowCustom: true,
    },
  },
  Grain: {
    ...choice([
      { value: '00:05:00', label: '5 minutes' },
      { value: '01:00:00', label: '1 hour', selected: true },
      { value: '1.00:00:00', label: '1 day' },
    ]),
    label: 'Interval',
  },
  Process: {
    type: 2,
    isRequired: true,
    query: readQuery(PROCESSES_QUERY),
    timeContextFromParameter: 'TimeRange',
    value: '*',
    ...workspace,
  },
  Instance: { type: 1, isRequired: true, label: 'Instance id or business key', value: '' },
};

function itemOf(workbook: Workbook, panel: Panel): object {
  const { query, title, visual, width } = panel;
  return {
    type: 3,
    content: {
      version: 'KqlItem/1.0',
      query: readQuery(queryPathOf(workbook, panel)),
      size: visual.as === 'waterfall' ? 2 : 0,
      title,
      timeContextFromParameter: 'TimeRange',
      ...workspace,
      ...visualizationOf(visual),
    },
    customWidth: String(width),
    name: query,
  };
}

function visualizationOf(visual: Visual): object {
  switch (visual.as) {
    case 'table':
      return { visualization: 'table', gridSettings: { filter: true } };
    case 'tiles':
      return { visualization: 'tiles', tileSettings: tilesOf(visual.name, visual.value) };
    case 'lines':
      return { visualization: 'timechart', chartSettings: chartOf(TIME, visual.values, visual.by) };
    case 'bars':
      return { visualization: 'categoricalbar', chartSettings: chartOf(visual.name, [visual.value], visual.by) };
    case 'waterfall':
      return { visualization: 'table', gridSettings: { filter: true, rowLimit: 2_000, formatters: spanFormatters } };
  }
}

const tilesOf = (name: string, value: string) => ({
  titleContent: { columnMatch: name, formatter: 1 },
  leftContent: { columnMatch: value, formatter: 12, formatOptions: { palette: 'auto' } },
  showBorder: true,
});

const chartOf = (xAxis: string, yAxis: readonly string[], group: string | undefined) => ({
  ...{ xAxis, yAxis },
  ...(group === undefined ? {} : { group, createOtherGroup: null }),
});

/** Bars in the cells (formatter 3): the portal has no waterfall for rows of a query. */
const spanFormatters = [
  { columnMatch: 'afterMs', formatter: 3, formatOptions: { palette: 'gray' } },
  { columnMatch: 'DurationMs', formatter: 3, formatOptions: { palette: 'blue' } },
];
