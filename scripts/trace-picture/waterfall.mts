/** Spans over time: one line each below its parent, a bar from its beginning to its end. */
import { type HostSpan, spanTree } from 'embedded-host/testing';
import { escaped, faint, ink, line, paper, sheet } from '../drawing/svg.mts';

const WIDTH = 960;
const LABELS = 340;
const RIGHT = 24;
const TOP = 92;
const ROW = 21;
const INDENT = 13;
/** What takes no time is still to be seen. */
const THINNEST = 4;
const CORNER = 2;

interface Row {
  readonly span: HostSpan;
  readonly depth: number;
}

interface Axis {
  readonly from: number;
  readonly to: number;
}

const style = `
    .page { fill: ${paper} } .text { fill: ${ink} } .faint { fill: ${faint} } .grid { stroke: ${line} }
    .wait { fill: #bf8700 } .work { fill: #0969da } .called { fill: #54aeff } .failed { fill: #cf222e }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117 } .text { fill: #e6edf3 } .faint { fill: #9198a1 } .grid { stroke: #30363d }
      .wait { fill: #d29922 } .work { fill: #4493f8 } .called { fill: #1f6feb } .failed { fill: #f85149 }
    }`;

export function waterfall(spans: readonly HostSpan[]): string {
  const rows = rowsOf(spans);
  const axis = {
    from: Math.min(...spans.map(({ startTime }) => startTime)),
    to: Math.max(...spans.map(({ endTime }) => endTime)),
  };
  const height = TOP + rows.length * ROW + 16;
  const title = 'The trace of one purchase: the price at the third attempt, the card refused, everything undone';
  const body = `<style>${style}
</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
<text class="text" x="16" y="26" font-size="16" font-weight="600">${title}</text>
${legend()}
${seconds(axis)
  .map((at) => gridLine(at, axis, height))
  .join('\n')}
${rows.map((row, index) => rowText(row, index, axis)).join('\n')}`;
  return sheet({ width: WIDTH, height, title, fontSize: 12, body });
}

/** In the order of the tree; its lines carry the ids by which the spans are found again. */
function rowsOf(spans: readonly HostSpan[]): Row[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return spanTree(spans, ({ spanId }) => spanId).flatMap((line) => {
    const span = byId.get(line.trim());
    return span ? [{ span, depth: (line.length - line.trimStart().length) / 2 }] : [];
  });
}

function legend(): string {
  const entries = [
    ['work', 'as the orchestration sees it'],
    ['called', 'where it runs'],
    ['wait', 'a timer'],
    ['failed', 'failed'],
  ];
  return entries
    .map(([kind = '', text = ''], index) => {
      const x = 16 + index * 200;
      return `<rect class="${kind}" x="${x}" y="41" width="12" height="12" rx="${CORNER}"/><text class="faint" x="${x + 18}" y="51">${text}</text>`;
    })
    .join('\n');
}

function seconds({ from, to }: Axis): number[] {
  const step = 2000;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function gridLine(at: number, axis: Axis, height: number): string {
  const x = place(at, axis);
  const label = `${((at - axis.from) / 1000).toString()} s`;
  return `<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${height - 12}"/><text class="faint" x="${x}" y="${TOP - 14}" text-anchor="middle">${label}</text>`;
}

function place(at: number, { from, to }: Axis): number {
  return Math.round(LABELS + ((at - from) / Math.max(1, to - from)) * (WIDTH - LABELS - RIGHT));
}

function rowText({ span, depth }: Row, index: number, axis: Axis): string {
  const y = TOP + index * ROW;
  const x = place(span.startTime, axis);
  const width = Math.max(THINNEST, place(span.endTime, axis) - x);
  return `<text class="text" x="${16 + depth * INDENT}" y="${y + 12}">${escaped(span.name)}</text><rect class="${lookOf(span)}" x="${x}" y="${y + 2}" width="${width}" height="${ROW - 8}" rx="${CORNER}"/>`;
}

function lookOf({ kind, isError }: HostSpan): string {
  if (isError) return 'failed';
  if (kind === 'internal') return 'wait';
  return kind === 'server' || kind === 'consumer' ? 'called' : 'work';
}
