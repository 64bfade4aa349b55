/** Microsoft's own engine for Node, with the backend in memory that it offers for tests. Nothing is durable. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  order,
  PARTS,
  type PartResult,
  perform,
  performPart,
  stepNames,
  type StepResult,
  summary,
  total,
} from '../apps/steps/steps.mts';
import { type Contestant, expectApproved, type Parking } from '../subjects/contestant.mts';
import { checked } from './expected.mts';
import { requirePeer, versionOf } from './installed.mts';

type Task = object;

interface Context {
  callActivity(name: string, input: unknown): Task;
  waitForExternalEvent(name: string): Task;
  createTimer(seconds: number): Task;
}

interface State {
  readonly runtimeStatus: number;
  readonly serializedOutput?: string;
}

interface Client {
  scheduleNewOrchestration(name: string, input: unknown, id: string): Promise<string>;
  waitForOrchestrationCompletion(id: string, withPayloads: boolean, seconds: number): Promise<State>;
  raiseOrchestrationEvent(id: string, name: string, data: unknown): Promise<void>;
  purgeOrchestration(id: string): void;
}

interface Backend {
  hasPendingWork(): boolean;
}

interface Worker {
  addNamedActivity(name: string, activity: (context: unknown, input: never) => unknown): void;
  addNamedOrchestrator(name: string, orchestrator: (context: Context, input: unknown) => AsyncGenerator): void;
  start(): Promise<void>;
}

interface DurableTask {
  readonly InMemoryOrchestrationBackend: new (capacity: number) => Backend;
  readonly TestOrchestrationClient: new (backend: Backend) => Client;
  readonly TestOrchestrationWorker: new (backend: Backend) => Worker;
  readonly whenAll: (tasks: readonly Task[]) => Task;
  readonly whenAny: (tasks: readonly Task[]) => Task;
}

const NAME = '@microsoft/durabletask-js';
const COMPLETED = 1;
const WAIT_SECONDS = 120;

export async function durabletask(): Promise<Contestant> {
  muteConsole();
  // The parts of its public API that are used here.
  const sdk = requirePeer(NAME) as DurableTask;
  const backend = new sdk.InMemoryOrchestrationBackend(100_000);
  const client = new sdk.TestOrchestrationClient(backend);
  const worker = new sdk.TestOrchestrationWorker(backend);
  for (const name of stepNames) worker.addNamedActivity(name, (_context, input) => perform(name, input));
  worker.addNamedActivity('part', (_context, input) => performPart(input));
  for (const [name, orchestrator] of Object.entries(orchestrators(sdk))) {
    worker.addNamedOrchestrator(name, orchestrator);
  }
  await worker.start();
  const run = (name: string) => async () => {
    const id = await client.scheduleNewOrchestration(name, order, randomUUID());
    return outputOf(client, id);
  };
  return {
    settings: `durabletask-js ${versionOf(NAME)}, in memory: nothing is written; console muted`,
    once: { W1: checked('W1', run('steps')), W2: checked('W2', run('one')), W3: checked('W3', run('fan')) },
    parking: parkingOf(client, backend),
    close: () => Promise.resolve(),
  };
}

/** Its worker prints some twenty lines for each replay and takes no logger. */
function muteConsole(): void {
  for (const method of ['log', 'info', 'debug', 'warn'] as const) console[method] = () => undefined;
}

function orchestrators({ whenAll, whenAny }: DurableTask) {
  // What `yield` gives back is what the activities above return.
  /* eslint-disable @typescript-eslint/require-await -- its orchestrators are asynchronous generators that only yield. */
  return {
    async *steps(context: Context, input: unknown) {
      const check = (yield context.callActivity('check', input)) as StepResult;
      const reserve = (yield context.callActivity('reserve', input)) as StepResult;
      const both = (yield whenAll([context.callActivity('charge', input), context.callActivity('pack', input)])) as [
        StepResult,
        StepResult,
      ];
      const confirm = (yield context.callActivity('confirm', input)) as StepResult;
      return summary([check, reserve, ...both, confirm]);
    },
    async *one(context: Context, input: unknown) {
      return ((yield context.callActivity('check', input)) as StepResult).reference;
    },
    async *fan(context: Context) {
      const parts = Array.from({ length: PARTS }, (_, part) => context.callActivity('part', part));
      return total((yield whenAll(parts)) as PartResult[]);
    },
    async *approval(context: Context) {
      const approved = context.waitForExternalEvent('approval');
      const first: unknown = yield whenAny([approved, context.createTimer(3_600)]);
      return first === approved ? 'approved' : 'expired';
    },
  } satisfies Record<string, (context: Context, input: unknown) => AsyncGenerator>;
}

async function outputOf(client: Client, id: string): Promise<unknown> {
  const { runtimeStatus, serializedOutput } = await client.waitForOrchestrationCompletion(id, true, WAIT_SECONDS);
  if (runtimeStatus !== COMPLETED) throw new Error(`durabletask-js ended ${id} with status ${runtimeStatus}`);
  client.purgeOrchestration(id);
  return JSON.parse(serializedOutput ?? 'null');
}

function parkingOf(client: Client, backend: Backend): Parking {
  const waiting: string[] = [];
  return {
    park: async (count) => {
      for (let n = 0; n < count; n++) {
        waiting.push(await client.scheduleNewOrchestration('approval', order, randomUUID()));
      }
      while (backend.hasPendingWork()) await pause(1);
    },
    signal: async () => {
      const outputs = waiting.map((id) => outputOf(client, id));
      for (const id of waiting) await client.raiseOrchestrationEvent(id, 'approval', { ok: true });
      for (const output of await Promise.all(outputs)) expectApproved(output);
    },
  };
}
