/** DBOS, a library over PostgreSQL, with a database of its own on this machine. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { order, PARTS, perform, performPart, type StepName, summary, total } from '../apps/steps/steps.mts';
import { type Contestant, expectApproved, type Parking } from '../subjects/contestant.mts';
import { checked, inPool } from './expected.mts';
import { importPeer, versionOf } from './installed.mts';
import { startPostgres } from './postgres.mts';

type Workflow = (input: typeof order) => Promise<unknown>;

interface Handle {
  getResult(): Promise<unknown>;
}

interface Dbos {
  registerWorkflow(workflow: Workflow, options: { name: string }): Workflow;
  startWorkflow(workflow: Workflow, options: { workflowID: string }): (input: typeof order) => Promise<Handle>;
  runStep<Result>(step: () => Promise<Result>, options: { name: string }): Promise<Result>;
  recv(topic: string, options: { timeoutSeconds: number }): Promise<unknown>;
  send(id: string, message: unknown, topic: string): Promise<void>;
  setConfig(config: { name: string; systemDatabaseUrl: string; logLevel: string }): void;
  launch(): Promise<void>;
  shutdown(): Promise<void>;
}

const NAME = '@dbos-inc/dbos-sdk';
/** Every instance that is parked has to wait in the database already. */
const SETTLE_MS = 1_000;

export async function dbos(): Promise<Contestant> {
  const postgres = startPostgres();
  // The parts of its public API that are used here.
  const { DBOS } = (await importPeer(NAME)) as { DBOS: Dbos };
  const { steps, one, fan, approval } = workflowsOf(DBOS);
  const register = (name: string, workflow: Workflow) => DBOS.registerWorkflow(workflow, { name });
  const run = (name: string, workflow: Workflow) => {
    const registered = register(name, workflow);
    return () => registered(order);
  };
  const once = {
    W1: checked('W1', run('steps', steps)),
    W2: checked('W2', run('one', one)),
    W3: checked('W3', run('fan', fan)),
  };
  const parking = parkingOf(DBOS, register('approval', approval));
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: postgres.url, logLevel: 'error' });
  await DBOS.launch();
  return {
    settings: `DBOS ${versionOf(NAME)}, PostgreSQL ${postgres.version} with its defaults (fsync and synchronous_commit on)`,
    once,
    parking,
    helpers: postgres.processes,
    close: async () => {
      await DBOS.shutdown();
      postgres.stop();
    },
  };
}

function workflowsOf(DBOS: Dbos) {
  const step = (name: StepName, input: typeof order) => DBOS.runStep(() => perform(name, input), { name });
  const part = (n: number) => DBOS.runStep(() => performPart(n), { name: `part${n}` });
  return {
    steps: async (input: typeof order) => {
      const check = await step('check', input);
      const reserve = await step('reserve', input);
      const both = await Promise.all([step('charge', input), step('pack', input)]);
      return summary([check, reserve, ...both, await step('confirm', input)]);
    },
    one: async (input: typeof order) => (await step('check', input)).reference,
    fan: async () => total(await Promise.all(Array.from({ length: PARTS }, (_, n) => part(n)))),
    approval: async () => ((await DBOS.recv('approval', { timeoutSeconds: 3_600 })) === null ? 'expired' : 'approved'),
  };
}

function parkingOf(DBOS: Dbos, approval: Workflow): Parking {
  const handles = new Map<string, Handle>();
  return {
    park: async (count) => {
      const ids = Array.from({ length: count }, () => randomUUID());
      await inPool(ids, 64, async (id) => {
        handles.set(id, await DBOS.startWorkflow(approval, { workflowID: id })(order));
      });
      await pause(SETTLE_MS);
    },
    signal: async () => {
      await inPool([...handles.keys()], 64, (id) => DBOS.send(id, { ok: true }, 'approval'));
      for (const handle of handles.values()) expectApproved(await handle.getResult());
    },
  };
}
