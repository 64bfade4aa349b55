/** openworkflow with its SQLite backend: the nearest relative, embedded as well. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { order, PARTS, perform, performPart, type StepName, summary, total } from '../apps/steps/steps.mts';
import { type Contestant, expectApproved, type Parking } from '../subjects/contestant.mts';
import { checked } from './expected.mts';
import { importPeer, versionOf } from './installed.mts';

type Input = typeof order & { readonly key: string };

interface Steps {
  run<Result>(options: { name: string }, action: () => Promise<Result>): Promise<Result>;
  waitForSignal(options: { name: string; signal: string; timeout: string }): Promise<unknown>;
}

type Body = (given: { readonly input: Input; readonly step: Steps }) => Promise<unknown>;

interface Definition {
  run(input: Input): Promise<unknown>;
}

interface OpenWorkflow {
  defineWorkflow(options: { name: string }, body: Body): Definition;
  newWorker(options: { concurrency: number }): { start(): Promise<void> };
  sendSignal(options: { signal: string; data: unknown }): Promise<void>;
}

interface SqliteBackend {
  readonly db: { prepare(sql: string): { get(): unknown } };
}

interface Modules {
  readonly OpenWorkflow: new (options: { backend: SqliteBackend }) => OpenWorkflow;
  readonly BackendSqlite: { connect(path: string): SqliteBackend };
}

const CONCURRENCY = 64;

export async function openworkflow(folder: string): Promise<Contestant> {
  const modules = [await importPeer('openworkflow'), await importPeer('openworkflow/sqlite')];
  // The parts of its public API that are used here.
  const { OpenWorkflow, BackendSqlite } = Object.assign({}, ...modules) as Modules;
  const backend = BackendSqlite.connect(join(folder, 'openworkflow.sqlite'));
  const engine = new OpenWorkflow({ backend });
  const runs = new Runs(engine);
  const once = {
    W1: checked('W1', runs.of('steps', steps)),
    W2: checked(
      'W2',
      runs.of('one', ({ input, step }) => perform1(step, 'check', input).then(({ reference }) => reference)),
    ),
    W3: checked('W3', runs.of('fan', fan)),
  };
  const parking = parkingOf(engine, backend, runs.starter('approval', approval));
  await engine.newWorker({ concurrency: CONCURRENCY }).start();
  return {
    settings:
      `openworkflow ${versionOf('openworkflow')}, node:sqlite WAL, synchronous=FULL (its default), ` +
      `${CONCURRENCY} at a time, polls each 100 ms; ends are seen in its process, just before its last commit`,
    once,
    parking,
    close: () => Promise.resolve(),
  };
}

function perform1(step: Steps, name: StepName, input: Input) {
  return step.run({ name }, () => perform(name, input));
}

const steps: Body = async ({ input, step }) => {
  const check = await perform1(step, 'check', input);
  const reserve = await perform1(step, 'reserve', input);
  const both = await Promise.all([perform1(step, 'charge', input), perform1(step, 'pack', input)]);
  return summary([check, reserve, ...both, await perform1(step, 'confirm', input)]);
};

const fan: Body = async ({ step }) => {
  const part = (n: number) => step.run({ name: `part${n}` }, () => performPart(n));
  return total(await Promise.all(Array.from({ length: PARTS }, (_, n) => part(n))));
};

const approval: Body = async ({ input, step }) => {
  const signal = await step.waitForSignal({ name: 'approval', signal: `approval:${input.key}`, timeout: '1h' });
  return signal === null || signal === undefined ? 'expired' : 'approved';
};

interface Started {
  readonly key: string;
  readonly ended: Promise<unknown>;
}

/** Its own `result()` looks once a second, which would measure that second. */
class Runs {
  readonly #engine: OpenWorkflow;
  readonly #waiting = new Map<string, (output: unknown) => void>();

  constructor(engine: OpenWorkflow) {
    this.#engine = engine;
  }

  of(name: string, body: Body): () => Promise<unknown> {
    const start = this.starter(name, body);
    return async () => (await start()).ended;
  }

  starter(name: string, body: Body): () => Promise<Started> {
    const definition = this.#engine.defineWorkflow({ name }, async (given) => {
      const output = await body(given);
      setImmediate(() => this.#tell(given.input.key, output));
      return output;
    });
    return async () => {
      const key = randomUUID();
      const ended = new Promise<unknown>((resolve) => this.#waiting.set(key, resolve));
      await definition.run({ ...order, key });
      return { key, ended };
    };
  }

  #tell(key: string, output: unknown): void {
    this.#waiting.get(key)?.(output);
    this.#waiting.delete(key);
  }
}

function parkingOf(engine: OpenWorkflow, { db }: SqliteBackend, start: () => Promise<Started>): Parking {
  const waiting: Started[] = [];
  return {
    park: async (count) => {
      for (let n = 0; n < count; n++) waiting.push(await start());
      const parked = db.prepare("SELECT count(*) AS parked FROM step_attempts WHERE kind LIKE '%signal%'");
      // The query gives this column only.
      while ((parked.get() as { parked: number }).parked < count) await pause(20);
    },
    signal: async () => {
      for (const { key } of waiting) await engine.sendSignal({ signal: `approval:${key}`, data: { ok: true } });
      for (const output of await Promise.all(waiting.map(({ ended }) => ended))) expectApproved(output);
    },
  };
}
