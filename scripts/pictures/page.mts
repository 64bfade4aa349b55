/** A workbook on one picture: its panels as the portal lays them out, with what its queries find in recorded telemetry. */
import { faint, line, paper, sheet } from '../drawing/svg.mts';
import { type Recorded, runQuery } from '../kql/evaluate/query.mts';
import { type Row, textOf } from '../kql/evaluate/values.mts';
import { analyse } from '../kql/language.mts';
import { filledIn, type ParameterValues, readQuery } from '../kql/query-file.mts';
import { type Panel, queryPathOf, type Visual, type Workbook } from '../workbooks/workbook.mts';
import { chartOf } from './chart.mts';
import { type Drawing, label } from './pieces.mts';
import { tableOf, tilesOf } from './table.mts';
import { waterfallOf } from './waterfall.mts';

const WIDTH = 1_200;
const MARGIN = 24;
const BETWEEN = 32;
const HEAD = 76;
const TITLE = 30;

export interface Source {
  readonly recorded: Recorded;
  readonly parameters: ParameterValues;
}

export async function pageOf(workbook: Workbook, source: Source): Promise<string> {
  const drawn: string[] = [];
  let y = HEAD;
  for (const panels of linesOf(workbook.panels)) {
    const drawings = await Promise.all(panels.map((panel) => drawingOf(workbook, panel, source)));
    drawn.push(...drawings.map(({ svg }, index) => at(MARGIN + (index * (WIDTH - 2 * MARGIN + BETWEEN)) / 2, y, svg)));
    y += Math.max(...drawings.map(({ height }) => height)) + BETWEEN;
  }
  const body = `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${y - 1}" rx="8" fill="${paper}" stroke="${line}"/>
${label(MARGIN, 36, workbook.title, { size: 20, weight: 600 })}
${label(MARGIN, 56, parametersText(workbook, source.parameters), { fill: faint })}
${drawn.join('\n')}`;
  return sheet({ width: WIDTH, height: y, title: workbook.title, body });
}

const at = (x: number, y: number, svg: string) => `<g transform="translate(${x} ${y})">${svg}</g>`;

const parametersText = ({ parameters }: Workbook, values: ParameterValues) =>
  parameters.flatMap((name) => (values[name] === undefined ? [] : [`${name}: ${values[name]}`])).join('   ');

/** Halves stand two by two. */
function linesOf(panels: readonly Panel[]): readonly (readonly Panel[])[] {
  const lines: Panel[][] = [];
  for (const panel of panels) {
    const last = lines.at(-1);
    if (panel.width === 50 && last?.length === 1 && last[0]?.width === 50) last.push(panel);
    else lines.push([panel]);
  }
  return lines;
}

async function drawingOf(workbook: Workbook, panel: Panel, { recorded, parameters }: Source): Promise<Drawing> {
  const query = filledIn(readQuery(queryPathOf(workbook, panel)), parameters);
  const width = ((WIDTH - 2 * MARGIN + BETWEEN) * panel.width) / 100 - BETWEEN;
  const rows = runQuery(query, recorded);
  const { svg, height } = rows.length === 0 ? nothing : await visualOf(panel.visual, query, rows, width);
  return { svg: label(0, 14, panel.title, { size: 14, weight: 600 }) + at(0, TITLE, svg), height: height + TITLE };
}

const nothing: Drawing = { svg: label(0, 14, 'nothing in this time', { fill: faint }), height: 20 };

async function visualOf(visual: Visual, query: string, rows: readonly Row[], width: number): Promise<Drawing> {
  switch (visual.as) {
    case 'table':
      return tableOf(analyse(query).columns, rows, width);
    case 'tiles':
      return tilesOf(
        rows.map((row) => [textOf(row[visual.name] ?? null), row[visual.value] ?? null]),
        width,
      );
    case 'lines':
    case 'bars':
      return chartOf(visual, rows, width);
    case 'waterfall':
      return waterfallOf(rows, width);
  }
}
