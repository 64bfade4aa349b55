/** Draws a picture of each workbook from recorded telemetry, for docs/operations.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runQuery } from './kql/evaluate/query.mts';
import { textOf } from './kql/evaluate/values.mts';
import { filledIn, readQuery } from './kql/query-file.mts';
import { readRecorded } from './kql/recorded.mts';
import { pageOf, type Source } from './pictures/page.mts';
import { workbooks } from './workbooks/all.mts';

const usage = `Usage: npm run pictures -- [--check] [--recorded <file>]

Writes docs/operations/<workbook>.svg.

  --check            change nothing: fail when a picture is not as it would be drawn
  --recorded <file>  the telemetry (default: that of \`npm run record:telemetry\`)
  --help             show this text`;

const folder = resolve(import.meta.dirname, '../docs/operations');

/** The recording lasts minutes, so its pictures count by tens of seconds. */
const GRAIN = '00:00:10';

function sourceOf(file: string | undefined): Source {
  const recorded = readRecorded(file);
  const query = filledIn(readQuery('process-overview/instances.kql'), { Process: 'purchase' });
  const purchases = runQuery(query, recorded);
  // The longest one has something to tell: retries, or a human.
  const [longest] = [...purchases].sort((a, b) => Number(b['seconds']) - Number(a['seconds']));
  return { recorded, parameters: { Process: '*', Grain: GRAIN, Instance: textOf(longest?.['instance'] ?? '') } };
}

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    recorded: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function draw(): Promise<void> {
  const source = sourceOf(values.recorded);
  mkdirSync(folder, { recursive: true });
  for (const workbook of workbooks) {
    const path = join(folder, `${workbook.name}.svg`);
    const picture = await pageOf(workbook, source);
    if (!values.check) writeFileSync(path, picture);
    else if (readFileSync(path, 'utf8') !== picture) throw new Error(`Run npm run pictures: ${path} changes.`);
  }
}

if (values.help) console.log(usage);
else await draw();
