/** A profile of V8 as a flame graph: width is time, below a function stand those it called. */
import { escaped, ink, paper, sheet } from '../../scripts/drawing/svg.mts';
import type { Profile } from './profile.mts';
import { areaOf, busySamples } from './profile.mts';

const WIDTH = 1_200;
const ROW = 17;
const TOP = 64;
/** Narrower ones are left out: nobody can read them. */
const NARROWEST = 1.5;
const WIDTH_OF_A_LETTER = 6.2;

interface Frame {
  readonly name: string;
  readonly place: string;
  readonly kind: Kind;
  readonly children: Map<string, Frame>;
  time: number;
}

type Kind = 'host' | 'sdk' | 'benchmark' | 'node' | 'gc';

const colours: Readonly<Record<Kind, string>> = {
  host: '#4c9be8',
  sdk: '#f0a04b',
  benchmark: '#9aa4ae',
  node: '#c9d1d9',
  gc: '#e5726a',
};

const legend: readonly (readonly [Kind, string])[] = [
  ['host', 'embedded host'],
  ['sdk', 'durable-functions'],
  ['gc', 'garbage collector'],
  ['node', 'Node.js, SQLite'],
  ['benchmark', 'the measured app and the benchmark'],
];

/** SVG text. */
export function flameGraphOf(profile: Profile, title: string): string {
  const root = fold(profile);
  const height = TOP + (depthOf(root, root.time) + 1) * ROW + 12;
  const frames = [...drawn(root, { x: 0, y: TOP, perTime: WIDTH / root.time })];
  const body = `<rect width="${WIDTH}" height="${height}" fill="${paper}"/>
<text x="12" y="24" font-size="16" font-weight="600" fill="${ink}">${escaped(title)}</text>
${legend.map(([kind, text], index) => legendEntry(kind, text, 12 + index * 220)).join('\n')}
${frames.join('\n')}`;
  return sheet({ width: WIDTH, height, title, fontSize: 11, body });
}

function legendEntry(kind: Kind, text: string, x: number): string {
  return `<rect x="${x}" y="36" width="12" height="12" fill="${colours[kind]}"/><text x="${x + 18}" y="46" fill="${ink}">${text}</text>`;
}

function fold(profile: Profile): Frame {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const root = frame('all', '', 'node');
  for (const { id, time } of busySamples(profile)) {
    const path = [];
    for (let at = nodes.get(id); at; at = nodes.get(parents.get(at.id) ?? -1)) path.unshift(at);
    root.time += time;
    let above = root;
    for (const { callFrame } of path.slice(1)) above = descend(above, callFrame, time);
  }
  return root;
}

function descend(above: Frame, call: Profile['nodes'][number]['callFrame'], time: number): Frame {
  const name = call.functionName || '(anonymous)';
  const place = call.url.split('/').slice(-2).join('/');
  const key = `${name} ${place}:${call.lineNumber}`;
  const below = above.children.get(key) ?? frame(name, place, kindOf(call, above.kind));
  above.children.set(key, below);
  below.time += time;
  return below;
}

function frame(name: string, place: string, kind: Kind): Frame {
  return { name, place, kind, children: new Map(), time: 0 };
}

function kindOf({ functionName, url }: Profile['nodes'][number]['callFrame'], above: Kind): Kind {
  if (functionName === '(garbage collector)') return 'gc';
  const area = areaOf(url);
  if (area === undefined) return url === '' ? above : 'node';
  if (area === 'SDK') return 'sdk';
  return area === 'benchmark' ? 'benchmark' : 'host';
}

function depthOf({ children }: Frame, whole: number): number {
  const visible = [...children.values()].filter(({ time }) => (time / whole) * WIDTH >= NARROWEST);
  return visible.length === 0 ? 0 : 1 + Math.max(...visible.map((child) => depthOf(child, whole)));
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly perTime: number;
}

function* drawn(frame: Frame, { x, y, perTime }: Place): Generator<string> {
  let left = x;
  for (const child of [...frame.children.values()].sort((a, b) => b.time - a.time)) {
    const width = child.time * perTime;
    if (width < NARROWEST) continue;
    yield box(child, { x: left, y, width });
    yield* drawn(child, { x: left, y: y + ROW, perTime });
    left += width;
  }
}

function box({ name, place, kind }: Frame, { x, y, width }: { x: number; y: number; width: number }): string {
  const letters = Math.floor((width - 6) / WIDTH_OF_A_LETTER);
  const label =
    letters < 3
      ? ''
      : `<text x="${(x + 3).toFixed(1)}" y="${y + 12}" fill="${ink}">${escaped(name.slice(0, letters))}</text>`;
  return `<g><title>${escaped(`${name} ${place}`)}, ${((width / WIDTH) * 100).toFixed(1)} %</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colours[kind]}"/>${label}</g>`;
}
