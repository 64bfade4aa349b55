/** Load against throughput and against the age of the queue, as SVG. */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { ink, line, paper } from '../drawing/svg.mts';
import type { Saturation } from './saturation.mts';

const colours = ['#0969da', '#bc4c00', '#8250df', '#1a7f37', '#cf222e', '#9a6700'];

export async function pictureOf(saturations: readonly Saturation[]): Promise<string> {
  const view = new View(parse(compile(specOf(saturations)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return `${withDarkPaper(svg)}\n`;
}

const rowsOf = (saturations: readonly Saturation[]) =>
  saturations.flatMap(({ backend, outcomes }) =>
    outcomes.map(({ askedPerSecond, donePerSecond, waitMs }) => {
      return { backend: backend.title, offered: askedPerSecond, done: donePerSecond, wait: Math.max(waitMs.p99, 0.1) };
    }),
  );

function specOf(saturations: readonly Saturation[]): TopLevelSpec {
  const panel = (field: string, title: string) => ({
    ...{ width: 380, height: 300, mark: { type: 'line' as const, point: true, strokeWidth: 2 } },
    encoding: {
      x: axis('offered', 'offered, instances a second'),
      y: axis(field, title),
      color: {
        ...{ field: 'backend', type: 'nominal' as const, sort: null, title: null },
        ...{ scale: { range: colours }, legend: { orient: 'bottom' as const, columns: 3 } },
      },
    },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: paper,
    padding: 16,
    title: { text: 'Where each backend saturates: purchases, 8 workers', anchor: 'start', color: ink, fontSize: 16 },
    data: { values: rowsOf(saturations) },
    hconcat: [panel('done', 'done, instances a second'), panel('wait', 'p99 of the wait for an action, ms')],
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: line },
      axis: { ...{ labelColor: ink, titleColor: ink, gridColor: line, domainColor: line, tickColor: line } },
      legend: { labelColor: ink, labelLimit: 240 },
    },
  };
}

function axis(field: string, title: string) {
  return { field, title, type: 'quantitative' as const, scale: { type: 'log' as const, nice: false } };
}

/** Readers with dark screens get dark paper; the lines are bright enough for both. */
function withDarkPaper(svg: string): string {
  const dark = [
    `[fill="${paper}"]{fill:#14181e}[fill="${ink}"]{fill:#e4e8ee}[stroke="${line}"]{stroke:#3b4350}`,
    ...['#58a6ff', '#f0883e', '#bc8cff', '#3fb950', '#ff7b72', '#d29922'].map((bright, index) => {
      const colour = colours[index] ?? '';
      return `[stroke="${colour}"]{stroke:${bright}}[fill="${colour}"]{fill:${bright}}`;
    }),
  ];
  const style = `<style>@media (prefers-color-scheme:dark){${dark.join('')}}</style>`;
  return svg.replace(/<svg[^>]*>/, (opening) => `${opening}${style}`);
}
