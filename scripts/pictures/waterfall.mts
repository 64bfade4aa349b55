import { faint, line } from '../drawing/svg.mts';
import { numberOf, type Row, textOf } from '../kql/evaluate/values.mts';
import { alarm, type Drawing, label, palette, shortened } from './pieces.mts';

const ROW = 17;
const LABEL = 390;
const NUMBERS = 80;

interface Bar {
  readonly name: string;
  readonly depth: number;
  readonly afterMs: number;
  readonly durationMs: number;
  readonly isRequest: boolean;
  readonly hasFailed: boolean;
}

/** Each span below its parent, in the order in which they began. */
export function waterfallOf(rows: readonly Row[], width: number): Drawing {
  const bars = barsOf(rows);
  const endMs = Math.max(1, ...bars.map(({ afterMs, durationMs }) => afterMs + durationMs));
  const scale = (width - LABEL - NUMBERS) / endMs;
  const svg = bars.map((bar, index) => barText(bar, index * ROW, scale));
  return { svg: axisOf(endMs, scale, bars.length * ROW) + svg.join('\n'), height: bars.length * ROW + 24 };
}

function barsOf(rows: readonly Row[]): readonly Bar[] {
  const children = Map.groupBy(rows, (row) => textOf(row['ParentId'] ?? null));
  const ids = new Set(rows.map((row) => textOf(row['Id'] ?? null)));
  const roots = rows.filter((row) => !ids.has(textOf(row['ParentId'] ?? null)));
  const below = (row: Row, depth: number): readonly Bar[] => [
    barOf(row, depth),
    ...(children.get(textOf(row['Id'] ?? null)) ?? []).flatMap((child) => below(child, depth + 1)),
  ];
  return roots.flatMap((root) => below(root, 0));
}

const barOf = (row: Row, depth: number): Bar => ({
  name: textOf(row['Name'] ?? null),
  depth,
  afterMs: numberOf(row['afterMs'] ?? null) ?? 0,
  durationMs: numberOf(row['DurationMs'] ?? null) ?? 0,
  isRequest: row['Type'] === 'AppRequests',
  hasFailed: row['Success'] === false,
});

function barText({ name, depth, afterMs, durationMs, isRequest, hasFailed }: Bar, y: number, scale: number): string {
  const indent = depth * 14;
  const x = LABEL + afterMs * scale;
  const width = Math.max(2, durationMs * scale);
  const colour = hasFailed ? alarm : (palette[0] ?? '');
  const bar = `<rect x="${x.toFixed(1)}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="2" fill="${isRequest ? colour : 'none'}" stroke="${colour}"/>`;
  const text = label(indent, y + 13, shortened(name, LABEL - indent - 10), hasFailed ? { fill: alarm } : {});
  return (
    text + bar + label(Number((x + width + 6).toFixed(1)), y + 13, spanText(durationMs), { fill: faint, size: 11 })
  );
}

const spanText = (ms: number) => (ms < 1_000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1_000).toFixed(2)} s`);

function axisOf(endMs: number, scale: number, height: number): string {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * endMs);
  return marks
    .map((ms) => {
      const x = Number((LABEL + ms * scale).toFixed(1));
      const rule = `<line x1="${x}" y1="0" x2="${x}" y2="${height}" stroke="${line}"/>`;
      return rule + label(x + 3, height + 16, spanText(ms), { fill: faint, size: 11 });
    })
    .join('');
}
