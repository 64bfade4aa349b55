/**
 * Records what the app and its host send to Application Insights while the demo's orders run through all processes, for
 * the tests of queries and the pictures of workbooks.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Live } from './demo/live.mts';
import { startOwnHost } from './demo/own-host.mts';
import { runScenario } from './demo/run-scenario.mts';
import { scenarios } from './demo/scenarios.mts';
import { textOf } from './kql/evaluate/values.mts';
import { Provenance, recordedFile, RecordedRow } from './kql/recorded.mts';
import { type Envelope, Ingestion } from './record-telemetry/ingestion.mts';
import { rowsOfItem } from './record-telemetry/rows.mts';

const usage = `Usage: npm run record:telemetry -- [--rounds <number>] [--out <file>]

Runs the orders of the demo through a host of its own, in several rounds, against an ingestion endpoint on this machine,
and writes the rows that Application Insights would have.

  --rounds <number>  how often all orders are sent (default: 3)
  --out <file>       default: infra/kql/recordings/five-processes.jsonl
  --help             show this text`;

const root = resolve(import.meta.dirname, '..');
const BETWEEN_ROUNDS_MS = 20_000;
const Manifest = z.object({ version: z.string() });

async function record(rounds: number, out: string): Promise<void> {
  const from = new Date().toISOString();
  const envelopes = await envelopesOfOrders(rounds);
  const rows = envelopes.flatMap(rowsOfItem).filter(isTold).map(withoutMachine);
  const provenance = Provenance.parse({
    recordedBy: `npm run record:telemetry -- --rounds ${rounds}`,
    app: Manifest.parse(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))).version,
    ...{ from, until: new Date().toISOString() },
  });
  mkdirSync(dirname(out), { recursive: true });
  const sorted = rows.sort((a, b) => a.TimeGenerated.localeCompare(b.TimeGenerated));
  writeFileSync(out, [provenance, ...sorted].map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`${out}: ${rows.length} rows`);
}

/** Everything that was sent, what a stopping host sends last included. */
async function envelopesOfOrders(rounds: number): Promise<readonly Envelope[]> {
  await using ingestion = await Ingestion.open();
  process.env['APPLICATIONINSIGHTS_CONNECTION_STRING'] = ingestion.connectionString;
  process.env['OTEL_METRIC_EXPORT_INTERVAL'] = '5000';
  // What waits is looked at each minute; here an approval waits for seconds.
  process.env['MONITORING__SCHEDULE'] = '*/5 * * * * *';
  {
    await using host = await startOwnHost();
    for (let round = 1; round <= rounds; round += 1) {
      await sendOrders(host.url);
      if (round < rounds) await pause(BETWEEN_ROUNDS_MS);
    }
  }
  return ingestion.envelopes;
}

async function sendOrders(url: string): Promise<void> {
  using live = new Live(process.stdout);
  const runs = await Promise.all(scenarios.map((scenario) => runScenario(scenario, { url, live })));
  const problems = runs.flatMap(({ name, problems: found }) => found.map((problem) => `${name}: ${problem}`));
  // An order that ended otherwise, because another one was faster, is telemetry as well.
  for (const problem of problems) console.warn(problem);
}

/**
 * What no query asks for is left out: the host's own log of each invocation, which is two thirds of the items, and the
 * demo looking how far its orders are.
 */
const isTold = ({ Type, Name, Properties }: RecordedRow): boolean =>
  Type === 'AppTraces' ? EVENT in Properties : !textOf(Name ?? null).startsWith('view-');

const EVENT = 'business_process.event';
const named = /^(business_process|durabletask|error|otel)\./;

/** A recording is for everybody, and small: no name and no path of this machine, and no properties without a meaning. */
function withoutMachine(row: RecordedRow): RecordedRow {
  const properties = Object.entries(row.Properties).filter(([name]) => named.test(name));
  const told = Object.entries(row).filter(([, value]) => value !== '');
  const slim = { ...Object.fromEntries(told), AppRoleInstance: 'worker-1', Properties: Object.fromEntries(properties) };
  return RecordedRow.parse(JSON.parse(JSON.stringify(slim).replaceAll(root, '/app')));
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: recordedFile },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else await record(Number(values.rounds), resolve(values.out));
