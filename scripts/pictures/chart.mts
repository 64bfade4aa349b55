/** Lines and bars, by vega-lite. */
import { Warn, logger, parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { faint, ink, line } from '../drawing/svg.mts';
import type { Row } from '../kql/evaluate/values.mts';
import { TIME, type Visual } from '../workbooks/workbook.mts';
import { type Drawing, palette } from './pieces.mts';

type Chart = Extract<Visual, { readonly as: 'lines' | 'bars' }>;

const PLOT = 170;
/** What legend and axes take beside the plot. */
const MARGIN = { width: 190, height: 60 };

const config = {
  font: 'system-ui, sans-serif',
  axis: {
    labelColor: faint,
    titleColor: faint,
    gridColor: line,
    domainColor: line,
    tickColor: line,
    labelFontSize: 11,
  },
  legend: { labelColor: ink, titleColor: faint, labelFontSize: 11, labelLimit: 130, symbolLimit: 0 },
  range: { category: palette },
  view: { stroke: null },
} as const;

export async function chartOf(visual: Chart, rows: readonly Row[], width: number): Promise<Drawing> {
  const spec: TopLevelSpec = {
    ...{ width: width - MARGIN.width, height: PLOT, background: 'transparent', config },
    data: { values: rowsFor(visual, rows) },
    ...(visual.as === 'lines' ? lines : bars(visual)),
  };
  const quiet = logger(Warn);
  const view = new View(parse(compile(spec).spec), { renderer: 'none', logger: quiet });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, height: PLOT + MARGIN.height };
}

/** One row for each point, whether the names are columns or values of a column. */
function rowsFor(visual: Chart, rows: readonly Row[]): Record<string, unknown>[] {
  if (visual.as === 'bars') return rows.map((row) => ({ ...row }));
  const { by, values } = visual;
  return rows.flatMap((row) =>
    values.map((value) => ({ at: row[TIME], series: by === undefined ? value : row[by], value: row[value] })),
  );
}

const lines = {
  mark: { type: 'line', point: true, interpolate: 'monotone' },
  encoding: {
    x: {
      field: 'at',
      type: 'temporal',
      title: null,
      axis: { format: '%H:%M:%S', labelOverlap: true },
      scale: { type: 'utc' },
    },
    y: { field: 'value', type: 'quantitative', title: null, scale: { domainMin: 0 } },
    color: { field: 'series', type: 'nominal', title: null },
  },
} as const;

const bars = ({ name, value, by }: Extract<Chart, { readonly as: 'bars' }>) =>
  ({
    mark: { type: 'bar' },
    encoding: {
      y: { field: name, type: 'nominal', title: null, axis: { labelLimit: 110 } },
      x: { field: value, type: 'quantitative', title: null },
      ...(by === undefined ? {} : { color: { field: by, type: 'nominal' as const, title: null } }),
    },
  }) as const;
