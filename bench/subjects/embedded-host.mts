/** The embedded host, as `npm start` runs it; starts and ends go through the engine. */
import { join } from 'node:path';
import { startHost } from 'embedded-host';
import { loops, type LoopName } from '../workloads/all.mts';
import type { Workload } from '../workloads/workload.mts';
import { type Contestant, expectApproved, type Parking } from './contestant.mts';

type Host = Awaited<ReturnType<typeof startHost>>;
export type HostEngine = Host['engine'];

export const durableSettings = 'node:sqlite, write-ahead log synchronised before anything is acknowledged, shared';
export const memorySettings = 'nothing is written';

export async function embeddedHost(
  storage: 'durable' | 'memory',
  folder: string,
  name: LoopName | 'W4',
): Promise<Contestant> {
  const workload = name === 'W4' ? loops.W1 : loops[name];
  const dataFolder = join(folder, 'services');
  const host = await startHost({
    folder: workload.app,
    port: 0,
    storage: storage === 'memory' ? 'memory' : { folder },
    env: { DATA_FOLDER: dataFolder },
  });
  return {
    settings: storage === 'memory' ? memorySettings : durableSettings,
    once: name === 'W4' ? {} : { [name]: runOf(host.engine, workload) },
    parking: parkingOf(host.engine),
    close: () => host.stop(),
  };
}

/** One instance after the other, each checked. */
export function runOf(engine: HostEngine, workload: Workload): () => Promise<void> {
  let count = 0;
  return async () => {
    const n = count++;
    const instanceId = await start(engine, workload.orchestrator, JSON.stringify(workload.input(n)));
    const event = workload.event?.(n);
    if (event) await engine.raiseEvent(instanceId, event.name, JSON.stringify(event.data));
    const output = await outputOf(engine, instanceId);
    if (!workload.isExpected(output)) throw new Error(`${workload.title} gave ${JSON.stringify(output)}`);
  };
}

function parkingOf(engine: HostEngine): Parking {
  const input = JSON.stringify(loops.W1.input(0));
  let waiting: readonly string[] = [];
  return {
    park: async (count) => {
      waiting = await Promise.all(Array.from({ length: count }, () => start(engine, 'approval', input)));
      await engine.idle();
    },
    signal: async () => {
      await Promise.all(waiting.map((id) => engine.raiseEvent(id, 'approval', '{"ok":true}')));
      for (const output of await Promise.all(waiting.map((id) => outputOf(engine, id)))) expectApproved(output);
    },
  };
}

export async function start(engine: HostEngine, name: string, input: string): Promise<string> {
  const started = await engine.start({ name, input });
  if (started.outcome !== 'started') throw new Error(`Not started: ${started.outcome}`);
  return started.instanceId;
}

async function outputOf(engine: HostEngine, instanceId: string): Promise<unknown> {
  const instance = await engine.finished(instanceId);
  return JSON.parse(instance?.output ?? 'null');
}
