/**
 * Wires a host and starts and stops its parts in order.
 *
 * - H1 the environment is complete before the app loads; WEBSITE_HOSTNAME is set before any function runs.
 * - H2 a start that fails leaves nothing behind: what had begun is undone, newest first.
 * - H3 a stop lets functions under way end (for a while) before the listener, the engine and the store close.
 *
 * Guarded by `embedded-host/test/cli/start.test.ts` and `embedded-host/test/cli/stop.test.ts`.
 */
import { resolve } from 'node:path';
import { addressOf } from './address';
import { applySettings, readLocalSettings } from './app-loader/environment';
import { readHostConfig } from './app-loader/host-json';
import type { LoadedApp } from './app-loader/load-app';
import { loadApp, requireFolder } from './app-loader/load-app';
import { readPackageInfo } from './app-loader/package-json';
import { durableClientPayload } from './bindings/durable-client';
import { emulationWarnings } from './bindings/emulated';
import { FunctionLog } from './bindings/function-log';
import { createFunctionRunner } from './bindings/function-runner';
import { InFlight } from './bindings/in-flight';
import type { InvocationScope } from './bindings/invoke';
import { TimeLimit } from './bindings/time-limit';
import { startTimers } from './bindings/timers';
import type { Clock } from './clock/clock';
import { SystemClock } from './clock/system-clock';
import { Engine } from './engine/engine';
import type { FunctionRunner } from './engine/runner';
import { engineSettings } from './engine-settings';
import type { FunctionSummary } from './function-summary';
import { summarize } from './function-summary';
import { admissionFor } from './http/access/admission';
import { Arrivals } from './http/arrivals';
import { listen } from './http/server';
import { closeListener, openListener } from './listener';
import type { Log } from './log';
import { silentLog } from './log';
import { Shutdown, within } from './shutdown';
import type { Storage } from './storage';
import { keysFileOf, openMonitor, openStore } from './storage';
import type { Store } from './store/store';
import type { HostSpan } from './telemetry/span';
import { startTelemetry } from './telemetry/telemetry';

export interface HostOptions {
  /** Folder of the function app: the one with host.json. */
  readonly folder: string;
  /** 0 lets the system choose one. Default: `Host.LocalHttpPort` of local.settings.json, else 7071. */
  readonly port?: number;
  /** Address to listen on. Default: loopback only. */
  readonly host?: string;
  /** Where instances live: a folder, or memory for as long as the host runs. */
  readonly storage: Storage;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Ask for keys as in Azure; they are made at the first start and kept in `keys.json` of the storage folder. */
  readonly auth?: boolean;
  /** Set in `process.env` before the app loads; wins over local.settings.json. */
  readonly env?: Readonly<Record<string, string>>;
  /** Told when the store failed: nothing is accepted any more, the process should end and start again. */
  readonly onFatal?: (reason: Error) => void;
  /** Told of each span of the host that has ended, besides the exporters that the environment names. */
  readonly onSpan?: (span: HostSpan) => void;
  /** Loads the app, unless told otherwise from its folder: a host that follows another one can go on with its app. */
  readonly load?: typeof loadApp;
  /** Puts something around the ports of the engine before it begins, for example to replace what an activity does. */
  readonly around?: (ports: EnginePorts) => EnginePorts;
}

export interface EnginePorts {
  readonly store: Store;
  readonly runner: FunctionRunner;
}

export interface RunningHost {
  /** For example `http://localhost:7071`. */
  readonly url: string;
  readonly engine: Engine;
  readonly functions: readonly FunctionSummary[];
  /** How many instances of an earlier run had not ended and go on. */
  readonly resumed: number;
  /** Text file that the app wants shown once it is served, as named in its package.json. */
  readonly welcome: string | undefined;
  /** Where the keys are that callers have to show; undefined if none are asked for. */
  readonly keysFile: string | undefined;
  /** Resolves when no function runs and the engine has nothing to do until time passes or something arrives. */
  idle(): Promise<void>;
  /** Ends gracefully; may be called more than once. */
  stop(): Promise<void>;
}

const DEFAULT_PORT = 7071;
const LOOPBACK = '127.0.0.1';
const DRAIN_MS = 5_000;
const ENGINE_STOP_MS = 10_000;

/**
 * Starts a host for a function app. Throws a HostError, or a StoreError, whose message is a sentence for the user.
 *
 * @example
 * const host = await startHost({ folder: './my-app', storage: { folder: './my-app/.durable' } });
 * await fetch(`${host.url}/api/hello`);
 * await host.stop();
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const shutdown = new Shutdown(options.log ?? silentLog);
  try {
    return await start(options, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(options: HostOptions, shutdown: Shutdown): Promise<RunningHost> {
  const { log = silentLog, clock = new SystemClock(), host = LOOPBACK } = options;
  const { folder, cors, config, packageInfo, wanted } = prepare(options, host);
  const { onSpan } = options;
  const telemetry = await startTelemetry({ settings: config, clock, onSpan, folder, env: process.env, log });
  // The last to stop: whatever ends before it may have something to tell.
  shutdown.add(() => telemetry.stop());
  const app = await (options.load ?? loadApp)(folder, packageInfo, log);
  shutdown.add(() => app.close());
  warnAbout(app, log);
  const opened = openStore(options.storage);
  shutdown.add(() => opened.close());
  const keysFile = options.auth === true ? keysFileOf(options.storage, folder) : undefined;
  const admission = admissionFor(keysFile, app.functions);
  const monitor = openMonitor(options.storage);

  const address = { current: wanted };
  const links = { ...config, ...admission };
  const scope: InvocationScope = {
    app,
    log: new FunctionLog(log, app.hooks, config.logLevels),
    timeLimit: new TimeLimit(clock, config.functionTimeoutMs),
    durableClient: () => durableClientPayload(links, address.current),
    ...(telemetry.requests && { requests: telemetry.requests }),
  };
  const settings = engineSettings(config);
  const ports = { store: opened, runner: createFunctionRunner(scope, settings) };
  const { store, runner } = options.around?.(ports) ?? ports;
  const onFatal = options.onFatal ?? ((reason: Error) => log.error(reason.message));
  const arrivals = new Arrivals();
  const keepBack = () => arrivals.keepBack();
  const { tracing } = telemetry;
  const engine = new Engine({ store, clock, runner, settings, log, onFatal, keepBack, tracing });
  shutdown.add(() => stopEngine(engine, log));

  const inFlight = new InFlight();
  const parts = { scope, clock, inFlight };
  const server = openListener({ parts, config, cors, admission, engine, runner, arrivals, address, log });
  shutdown.add(() => closeListener(server, DRAIN_MS));
  address.current = addressOf(host, await listen(server, host, wanted.port));
  process.env['WEBSITE_HOSTNAME'] = address.current.authority;

  const resumed = engine.recover();
  const timers = startTimers({ ...parts, monitor }, process.env, log);
  shutdown.add(async () => {
    for (const timer of timers) timer.stop();
    inFlight.close();
    await within(DRAIN_MS, inFlight.idle());
  });
  const url = `http://${address.current.authority}`;
  return {
    url,
    engine,
    resumed,
    functions: app.functions.map((registered) => summarize(registered, url, config.routePrefix)),
    welcome: packageInfo.welcome === undefined ? undefined : resolve(folder, packageInfo.welcome),
    keysFile,
    idle: () => allIdle(engine, inFlight),
    stop: () => shutdown.run(),
  };
}

/** Reads the folder and completes the environment (H1). */
function prepare(options: HostOptions, host: string) {
  const folder = resolve(options.folder);
  requireFolder(folder);
  Object.assign(process.env, options.env);
  const { cors, port, values } = readLocalSettings(folder);
  applySettings(process.env, values);
  const wanted = addressOf(host, options.port ?? port ?? DEFAULT_PORT);
  process.env['WEBSITE_HOSTNAME'] = wanted.authority;
  return { folder, cors, config: readHostConfig(folder, process.env), packageInfo: readPackageInfo(folder), wanted };
}

async function stopEngine(engine: Engine, log: Log): Promise<void> {
  if (await within(ENGINE_STOP_MS, engine.stop())) return;
  log.warn('Work under way was left; it goes on at the next start.');
}

function warnAbout({ functions }: LoadedApp, log: Log): void {
  for (const warning of functions.flatMap(emulationWarnings)) log.warn(warning);
  if (functions.length === 0) log.warn('The app has registered no functions.');
}

/** One may give the other work, so both have to be idle at the same time. */
async function allIdle(engine: Engine, inFlight: InFlight): Promise<void> {
  do {
    await inFlight.idle();
    await engine.idle();
  } while (!inFlight.isIdle);
}
