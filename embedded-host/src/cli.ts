/** The command `embedded-host`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { isLoopback } from './address';
import { requireFolder } from './app-loader/load-app';
import { problemOf } from './errors';
import type { RunningHost } from './host';
import { startHost } from './host';
import { openInspector } from './inspector';
import type { Log } from './log';
import { LineLog } from './log';
import { stopOnSignals, stopWithParent } from './signals';
import { watchAndServe } from './watch/watch';
import { functionList, nextSteps, resumption } from './welcome';

interface StartFlags {
  readonly port?: number;
  readonly host: string;
  readonly storage?: string;
  readonly auth: boolean;
  readonly watch: boolean;
  readonly watched: boolean;
  readonly inspect?: number;
  readonly verbose: boolean;
}

const HIGHEST_PORT = 65_535;
const INSPECTOR_PORT = 9229;

/** Runs the command line; every refusal is one sentence on the error output and exit code 1. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('embedded-host')
    .description('Runs an Azure Functions v4 Node app with Durable Functions in one process')
    .version(packageVersion());
  program
    .command('start', { isDefault: true })
    .description('start the function app in a folder')
    .argument('[folder]', 'folder with host.json', '.')
    .option(
      '-p, --port <number>',
      'port to listen on, 0 for any (default: LocalHttpPort of local.settings.json or 7071)',
      parsePort,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--storage <folder>', 'folder for instances, or "memory" (default: <folder>/.durable)')
    .option('--auth', 'ask for keys as in Azure; they are in keys.json of the storage folder', false)
    .option('--watch', 'start again when code or settings of the app change; instances go on', false)
    .addOption(
      new Option('--inspect [=port]', `let a debugger attach, on port ${INSPECTOR_PORT} unless given`).argParser(
        parsePort,
      ),
    )
    .option('-v, --verbose', 'log what the host does, and stacks of failures', false)
    .addOption(new Option('--watched').hideHelp().default(false))
    .action(start);
  await program.parseAsync(argv.map(withInspectorPort));
}

async function start(folder: string, flags: StartFlags): Promise<void> {
  const log = new LineLog({ print, threshold: flags.verbose ? 'debug' : 'information' });
  try {
    if (flags.watch) {
      watch(folder, log);
      return;
    }
    if (flags.inspect !== undefined) await openInspector(flags.inspect);
    const host = await startHost({
      folder,
      host: flags.host,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      storage: storageOf(folder, flags),
      auth: flags.auth,
      log,
      onFatal: (reason) => refuse(reason, flags),
    });
    greet(host, log);
    if (!flags.auth && !isLoopback(flags.host))
      log.warn(`Whoever reaches ${flags.host} can call everything: see --auth.`);
    if (flags.watched) stopWithParent(host);
  } catch (error) {
    refuse(error, flags);
  }
}

function watch(folder: string, log: Log): void {
  requireFolder(folder);
  // The command `start` may be left out, and options stand anywhere: the host gets the same line, but for this option.
  const args = process.argv.slice(2).filter((argument) => argument !== '--watch');
  watchAndServe(folder, [...args, '--watched'], log);
}

function greet(host: RunningHost, log: Log): void {
  stopOnSignals(host, log);
  print(functionList(host));
  for (const text of [nextSteps(host), resumption(host)]) if (text !== '') print(text);
  if (host.keysFile !== undefined) print(`Keys are asked for; they are in ${host.keysFile}\n`);
  print(`Serving on ${host.url} (Ctrl+C to stop)`);
}

function storageOf(folder: string, { storage }: StartFlags): 'memory' | { folder: string } {
  return storage === 'memory' ? 'memory' : { folder: storage ?? join(folder, '.durable') };
}

/** Ends the process that was asked to serve. A message is one line, whatever the cause has put into it. */
function refuse(error: unknown, { verbose }: StartFlags): never {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text.replaceAll('\n', ' ')}\n`);
  if (verbose) process.stderr.write(`${stacks(error)}\n`);
  process.exit(1);
}

function stacks(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = error.stack ?? problemOf(error);
  return error.cause === undefined ? own : `${own}\nCaused by: ${stacks(error.cause)}`;
}

/** As with Node's own option, the port follows an equals sign: the word after a bare `--inspect` is the folder. */
function withInspectorPort(argument: string): string {
  return argument === '--inspect' ? `--inspect=${INSPECTOR_PORT}` : argument;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`expected a whole number from 0 to ${HIGHEST_PORT}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function packageVersion(): string {
  const text = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
