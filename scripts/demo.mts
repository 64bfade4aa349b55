/**
 * Drives orders for every process through a host and shows each step as it happens. A check as well: it succeeds only when every
 * order ended as it had to.
 */
import { parseArgs } from 'node:util';
import { isServing } from './demo/app-client.mts';
import { Live } from './demo/live.mts';
import { startOwnHost } from './demo/own-host.mts';
import { runScenario } from './demo/run-scenario.mts';
import { scenarios } from './demo/scenarios.mts';
import { summary } from './demo/summary.mts';

const usage = `Usage: npm run demo -- [--url <url> | --own]

Drives purchases and trips that go well, are refused, wait for a human, expire, are cancelled or meet a service that is down,
and shows each step as it happens. Ends with exit code 0 only when every order ended as it had to.

  --url <url>  a running host, for example that of \`npm start\`;
               without it: http://localhost:7071 if that serves the app, else a host of its own for this one run
  --help       show this text`;

const usualUrl = 'http://localhost:7071';

async function demo(url: string): Promise<boolean> {
  console.log(`${scenarios.length} orders at ${url}. The times count from the beginning of each order.\n`);
  using live = new Live(process.stdout);
  const runs = await Promise.all(scenarios.map((scenario) => runScenario(scenario, { url, live })));
  live[Symbol.dispose]();
  console.log(`\n${summary(runs)}`);
  return runs.every(({ problems }) => problems.length === 0);
}

async function demoOnOwnHost(): Promise<boolean> {
  console.log('Starting a host with a storage of its own, for this run only.');
  await using host = await startOwnHost();
  return await demo(host.url);
}

interface Choice {
  readonly url?: string | undefined;
  readonly own: boolean;
}

async function demoSomewhere({ url, own }: Choice): Promise<boolean> {
  if (own) return demoOnOwnHost();
  const wanted = url?.replace(/\/$/, '') ?? usualUrl;
  if (await isServing(wanted)) return demo(wanted);
  if (url !== undefined) throw new Error(`No host serves the app at ${wanted}. Start one with: npm start`);
  console.log(`No host serves the app at ${wanted}.`);
  return demoOnOwnHost();
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      own: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (!values.help) return demoSomewhere(values);
  console.log(usage);
  return true;
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
