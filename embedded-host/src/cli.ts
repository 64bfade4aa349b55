/** The command `embedded-host`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { problemOf } from './errors';
import type { RunningHost } from './host';
import { startHost } from './host';
import type { Log } from './log';
import { LineLog } from './log';
import { stopOnSignals } from './signals';
import { functionList, nextSteps } from './welcome';

interface StartFlags {
  readonly port?: number;
  readonly host: string;
  readonly storage?: string;
  readonly verbose: boolean;
}

const HIGHEST_PORT = 65_535;

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
    .option('-v, --verbose', 'log what the host does, and stacks of failures', false)
    .action(start);
  await program.parseAsync(argv);
}

async function start(folder: string, flags: StartFlags): Promise<void> {
  const log = new LineLog({ print, threshold: flags.verbose ? 'debug' : 'information' });
  try {
    const host = await startHost({
      folder,
      host: flags.host,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      storage: storageOf(folder, flags),
      log,
      onFatal: (reason) => refuse(reason, flags),
    });
    greet(host, log);
  } catch (error) {
    refuse(error, flags);
  }
}

function greet(host: RunningHost, log: Log): void {
  stopOnSignals(host, log);
  print(functionList(host.functions));
  const steps = nextSteps(host);
  if (steps !== '') print(steps);
  print(`Serving on ${host.url} (Ctrl+C to stop)`);
}

function storageOf(folder: string, { storage }: StartFlags): 'memory' | { folder: string } {
  return storage === 'memory' ? 'memory' : { folder: storage ?? join(folder, '.durable') };
}

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
