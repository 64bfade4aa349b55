/** Shows by a small simulation where each backend saturates; docs/scale.md tells what to make of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parameters, processCosts, processCostsFile } from './simulate/contract.mts';
import { countProcesses } from './simulate/count.mts';
import { costTable, saturationTable, withParts } from './simulate/page.mts';
import { pictureOf } from './simulate/picture.mts';
import { saturationOf } from './simulate/saturation.mts';

const { sources, backends } = parameters();
const costs = processCosts();
const names = backends.map(({ name }) => name);

const usage = `Usage: npm run simulate -- [options]

Offers instances of a process to each backend, from a tenth of what it can do to half as much again, and tells what gets
done and how old the queue becomes.

  --process <name>      ${costs.map(({ process }) => process).join(', ')} (default: purchase)
  --backend <name>      only this one, may be repeated: ${names.join(', ')}
  --workers <number>    workers of each backend, where it takes so many (default: 8)
  --worker-rate <rate>  actions a second that one worker does, as you measured it
  --profile <profile>   even, or peak: two fifths of the time at double load (default: even)
  --seed <number>       draws other arrivals (default: 1)
  --write               write docs/scale.md and docs/scale.svg, which needs the defaults
  --check               fail when these are not as they would be written
  --count               run each process on the embedded host and write what it costs; needs npm run build
  --check-count         fail when the counts are not as they would be written
  --help                show this text

Parameters and where they are from: scripts/simulate/parameters.json, ${Object.keys(sources).length} sources.`;

const Options = z.object({
  process: z.enum(costs.map(({ process }) => process)).default('purchase'),
  backend: z.array(z.enum(names)).default(names),
  workers: z.coerce.number().int().min(1).max(1_000).default(8),
  'worker-rate': z.coerce.number().positive().optional(),
  profile: z.enum(['even', 'peak']).default('even'),
  seed: z.coerce.number().int().nonnegative().default(1),
});
type Options = z.infer<typeof Options>;

const root = resolve(import.meta.dirname, '..');
const page = resolve(root, 'docs/scale.md');
const picture = resolve(root, 'docs/scale.svg');
const textOf = (path: string) => readFileSync(path, 'utf8');

function simulated({ process, backend, workers, 'worker-rate': workerRate, profile, seed }: Options) {
  const cost = costs.find((each) => each.process === process);
  if (cost === undefined) throw new Error(`${process} was not counted.`);
  return backends
    .filter(({ name }) => backend.includes(name))
    .map((each) => ({ ...each, workerActionsPerSecond: workerRate ?? each.workerActionsPerSecond }))
    .map((each) => saturationOf(each, { cost, workers, profile, seed }));
}

async function filesToWrite(): Promise<readonly (readonly [path: string, text: string])[]> {
  const results = simulated(Options.parse({}));
  const parts = { costs: costTable(costs), saturation: saturationTable(results) };
  return [
    [page, withParts(textOf(page), parts)],
    [picture, await pictureOf(results)],
  ];
}

function write(files: readonly (readonly [string, string])[], isCheck: boolean): void {
  const changed = files.filter(([path, text]) => textOf(path) !== text);
  if (isCheck && changed.length > 0) {
    throw new Error(`Run npm run simulate -- --write or --count: ${changed.map(([path]) => path).join(', ')} change.`);
  }
  for (const [path, text] of changed) writeFileSync(path, text);
}

async function countFile(): Promise<readonly [string, string]> {
  return [processCostsFile, `${JSON.stringify(await countProcesses(root), null, 2)}\n`];
}

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({
  options: {
    ...{ process: { type: 'string' }, backend: { type: 'string', multiple: true }, workers: { type: 'string' } },
    ...{ 'worker-rate': { type: 'string' }, profile: { type: 'string' }, seed: { type: 'string' } },
    ...{ write: flag, check: flag, count: flag, 'check-count': flag, help: flag },
  },
});

async function main(): Promise<void> {
  if (values.help) console.log(usage);
  else if (values.count || values['check-count']) write([await countFile()], values['check-count']);
  else if (values.write || values.check) write(await filesToWrite(), values.check);
  else console.log(saturationTable(simulated(readOptions())));
}

function readOptions(): Options {
  const options = Options.safeParse(values);
  if (options.success) return options.data;
  const wrong = options.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new Error(`${wrong.join('\n')}\n\n${usage}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
