import { faint, ink, line } from '../drawing/svg.mts';
import { type Row, textOf, type Value } from '../kql/evaluate/values.mts';
import type { Column } from '../kql/language.mts';
import { type Drawing, label, LETTER, palette, shortened } from './pieces.mts';

const ROW = 20;
const GAP = 16;
/** A picture shows what a table looks like, not all of it. */
const SHOWN = 8;

export function tableOf(columns: readonly Column[], rows: readonly Row[], width: number): Drawing {
  const shown = rows.slice(0, SHOWN);
  const widths = widthsOf(columns, shown, width);
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, each) => sum + each + GAP, 0));
  const lineOf = (texts: readonly string[], y: number, fill: string) =>
    texts.map((text, index) => label(starts[index] ?? 0, y, shortened(text, widths[index] ?? 0), { fill })).join('');
  const names = lineOf(
    columns.map(({ name }) => name),
    14,
    faint,
  );
  const cells = shown.map((row, index) =>
    lineOf(
      columns.map(({ name }) => cellOf(row[name] ?? null)),
      14 + ROW * (index + 1),
      ink,
    ),
  );
  const rest =
    rows.length > SHOWN ? label(0, 14 + ROW * (SHOWN + 1), `and ${rows.length - SHOWN} more`, { fill: faint }) : '';
  const rule = `<line x1="0" y1="20" x2="${width}" y2="20" stroke="${line}"/>`;
  return { svg: names + rule + cells.join('') + rest, height: ROW * (shown.length + (rest === '' ? 1 : 2)) + 6 };
}

/** As wide as their texts; when that is too wide, the widest give way. */
function widthsOf(columns: readonly Column[], rows: readonly Row[], width: number): readonly number[] {
  const wanted = columns.map(({ name }) =>
    Math.max(...[name, ...rows.map((row) => cellOf(row[name] ?? null))].map((text) => (text.length + 1) * LETTER)),
  );
  const room = width - GAP * (columns.length - 1);
  let limit = Math.max(...wanted);
  const total = () => wanted.reduce((sum, each) => sum + Math.min(each, limit), 0);
  while (total() > room && limit > 40) limit -= 4;
  return wanted.map((each) => Math.min(each, limit));
}

export function cellOf(value: Value): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
  if (value instanceof Date) return value.toISOString().slice(11, 19);
  if (Array.isArray(value)) return value.map(cellOf).join(', ');
  return textOf(value);
}

const TILE = { width: 132, height: 64 };

export function tilesOf(tiles: readonly (readonly [string, Value])[], width: number): Drawing {
  const each = TILE.width + 12;
  const perLine = Math.max(1, Math.floor(width / each));
  const svg = tiles.map(([name, value], index) => {
    const [x, y] = [(index % perLine) * each, Math.floor(index / perLine) * (TILE.height + 12)];
    return `<g transform="translate(${x} ${y})"><rect width="${TILE.width}" height="${TILE.height}" rx="6" fill="none" stroke="${line}"/>
${label(12, 24, shortened(name, TILE.width - 20), { fill: faint })}${label(12, 50, cellOf(value), { size: 22, weight: 600, fill: palette[0] ?? ink })}</g>`;
  });
  return { svg: svg.join('\n'), height: Math.ceil(tiles.length / perLine) * (TILE.height + 12) };
}
