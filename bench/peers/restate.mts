/** Restate: its server, started here, and its SDK in this process; steps are `ctx.run`, its cheapest form. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { openSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  order,
  PARTS,
  perform,
  performPart,
  type PartResult,
  type StepName,
  type StepResult,
  summary,
  total,
} from '../apps/steps/steps.mts';
import { type Contestant, expectApproved, type Parking } from '../subjects/contestant.mts';
import { checked, inPool } from './expected.mts';
import { importPeer, pathOf, versionOf } from './installed.mts';

interface DurablePromise {
  get(): { orTimeout(ms: number): Promise<unknown> };
  resolve(value: unknown): Promise<void>;
}

interface Context {
  run<Result>(name: string, action: () => Promise<Result>): Promise<Result>;
  promise(name: string): DurablePromise;
}

type Handlers = Readonly<Record<string, (context: Context, input: never) => Promise<unknown>>>;

interface Restate {
  readonly service: (definition: { name: string; handlers: Handlers }) => object;
  readonly workflow: (definition: { name: string; handlers: Handlers }) => object;
  readonly serve: (options: { services: readonly object[]; port: number }) => Promise<unknown>;
  readonly RestatePromise: { all<Result>(promises: readonly Promise<Result>[]): Promise<Result[]> };
}

const [INGRESS, ADMIN, SERVICE] = [8080, 9070, 9080];
const HOUR_MS = 3_600_000;
/** Every instance that is parked has to have begun; its server does not say when. */
const SETTLE_MS = 2_000;

export async function restate(folder: string): Promise<Contestant> {
  process.env['RESTATE_LOGGING'] = 'ERROR';
  // The parts of its public API that are used here.
  const sdk = (await importPeer('@restatedev/restate-sdk')) as Restate;
  const server = startServer(folder);
  console.log = console.info = () => undefined;
  await sdk.serve({ services: [stepsService(sdk), approvalWorkflow(sdk)], port: SERVICE });
  await untilDone(() => call(ADMIN, 'GET', '/health'));
  await untilDone(() => call(ADMIN, 'POST', '/deployments', { uri: `http://127.0.0.1:${SERVICE}` }));
  const run = (name: string) => () => call(INGRESS, 'POST', `/bench/${name}`, order);
  await untilDone(run('one'));
  return {
    settings:
      `server ${versionOf('@restatedev/restate-server')} with its defaults (RocksDB log synchronised, shared), ` +
      `SDK ${versionOf('@restatedev/restate-sdk')}, ctx.run steps`,
    once: { W1: checked('W1', run('steps')), W2: checked('W2', run('one')), W3: checked('W3', run('fan')) },
    parking: parking(),
    helpers: () => (server.pid === undefined ? [] : [server.pid]),
    close: () => {
      server.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}

function startServer(folder: string) {
  const binary = pathOf('@restatedev/restate-server-linux-x64/bin/restate-server');
  const log = openSync(join(folder, 'restate.log'), 'w');
  const server = spawn(
    binary,
    ['--no-logo', '--base-dir', join(folder, 'restate'), '--listen-mode', 'tcp', '--bind-ip', '127.0.0.1'],
    {
      env: { ...process.env, RESTATE_DISABLE_TELEMETRY: 'true', RESTATE_LOG_FILTER: 'warn' },
      stdio: ['ignore', log, log],
    },
  );
  process.on('exit', () => server.kill('SIGKILL'));
  return server;
}

function stepsService({ service, RestatePromise }: Restate): object {
  const step = (context: Context, name: StepName, input: typeof order): Promise<StepResult> =>
    context.run(name, () => perform(name, input));
  return service({
    name: 'bench',
    handlers: {
      steps: async (context: Context, input: typeof order) => {
        const check = await step(context, 'check', input);
        const reserve = await step(context, 'reserve', input);
        const both = await RestatePromise.all([step(context, 'charge', input), step(context, 'pack', input)]);
        return summary([check, reserve, ...both, await step(context, 'confirm', input)]);
      },
      one: async (context: Context, input: typeof order) => (await step(context, 'check', input)).reference,
      fan: async (context: Context) => {
        const part = (n: number): Promise<PartResult> => context.run(`part${n}`, () => performPart(n));
        return total(await RestatePromise.all(Array.from({ length: PARTS }, (_, n) => part(n))));
      },
    },
  });
}

function approvalWorkflow({ workflow }: Restate): object {
  return workflow({
    name: 'approval',
    handlers: {
      run: async (context: Context) => {
        await context.promise('approval').get().orTimeout(HOUR_MS);
        return 'approved';
      },
      signal: (context: Context, value: unknown) => context.promise('approval').resolve(value),
    },
  });
}

function parking(): Parking {
  let waiting: readonly string[] = [];
  return {
    park: async (count) => {
      waiting = Array.from({ length: count }, () => randomUUID());
      await inPool(waiting, 64, async (id) => {
        await call(INGRESS, 'POST', `/approval/${id}/run/send`, order);
      });
      await pause(SETTLE_MS);
    },
    signal: () =>
      inPool(waiting, 64, async (id) => {
        await call(INGRESS, 'POST', `/approval/${id}/signal`, { ok: true });
        expectApproved(await call(INGRESS, 'GET', `/restate/workflow/approval/${id}/attach`));
      }),
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** `fetch` would cost more of the processor that is shared with what is measured. */
function call(port: number, method: string, path: string, body?: unknown): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = request({ host: '127.0.0.1', port, path, method, agent, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => {
      if ((response.statusCode ?? 500) < 300) resolve(text === '' ? null : JSON.parse(text));
      else
        reject(new Error(`Restate answered ${path} with ${response.statusCode ?? 'nothing'}: ${text.slice(0, 200)}`));
    });
  });
  sent.on('error', reject);
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  return promise;
}

/** The server comes up in its own time, and says so by errors only. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
    await pause(100);
  }
}
