/** One chart for a newcomer: how many orchestrations of five activities are done in a second. */
import { faint, ink, paper, sheet } from '../../scripts/drawing/svg.mts';
import type { Results } from '../results.mts';
import { median } from '../statistics.mts';
import { type SubjectName, subjectNames, subjects } from '../subjects/all.mts';
import { figure, measurementsOf, paceFigures } from './figures.mts';

/** The bounds would dwarf all others, and do something else. */
const shown: readonly SubjectName[] = subjectNames.filter((name) => !['plain', 'replay', 'store'].includes(name));
const WIDTH = 860;
const LABEL = 250;
const BAR = 26;
const STEP = 42;
const TOP = 76;
const NUMBERS = 180;

export function chartOf(results: Results): string {
  const bars = shown.flatMap((subject) => barOf(results, subject)).sort((a, b) => b.rate - a.rate);
  const longest = Math.max(...bars.map(({ rate }) => rate), 1);
  const height = TOP + bars.length * STEP + 40;
  const title = 'Orchestrations done per second: 5 activities each, 64 in flight';
  const body = `<rect width="${WIDTH}" height="${height}" fill="${paper}"/>
<text x="20" y="30" font-size="18" font-weight="600" fill="${ink}">${title}</text>
<text x="20" y="54" fill="${faint}">Filled: every step is on disk before the next one begins. Outlined: nothing is durable.</text>
${bars.map((bar, index) => barText(bar, TOP + index * STEP, ((WIDTH - LABEL - NUMBERS) * bar.rate) / longest)).join('\n')}
<text x="20" y="${height - 16}" font-size="12" fill="${faint}">${results.machine[0] ?? ''}; p50 is the latency of one at a time</text>`;
  return sheet({ width: WIDTH, height, title, fontSize: 14, body });
}

interface Bar {
  readonly subject: SubjectName;
  readonly rate: number;
  readonly p50Ms: number;
}

function barOf(results: Results, subject: SubjectName): Bar[] {
  const measured = measurementsOf(results, subject, 'W1');
  if (measured.length === 0) return [];
  return [
    { subject, rate: median(paceFigures(measured, 64, 'perSecond')), p50Ms: median(paceFigures(measured, 1, 'p50Ms')) },
  ];
}

function barText({ subject, rate, p50Ms }: Bar, y: number, width: number): string {
  const { title, durable } = subjects[subject];
  const ours = subject === 'durable' || subject === 'memory';
  const colour = ours ? '#0b6bcb' : '#8c959f';
  const middle = y + BAR / 2 + 5;
  return `<text x="${LABEL - 12}" y="${middle}" text-anchor="end" fill="${ink}"${ours ? ' font-weight="600"' : ''}>${title}</text>
<rect x="${LABEL}" y="${y}" width="${Math.max(2, width).toFixed(1)}" height="${BAR}" rx="3" stroke="${colour}" stroke-width="1.5" fill="${durable ? colour : paper}"/>
<text x="${(LABEL + width + 10).toFixed(1)}" y="${middle}" fill="${ink}">${figure(rate)} <tspan fill="${faint}">(p50 ${figure(p50Ms)} ms)</tspan></text>`;
}
