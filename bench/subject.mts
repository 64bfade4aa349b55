/** What is measured: a workload on the embedded host, durable or in memory, or as plain functions. */
import { join } from 'node:path';
import { startHost } from 'embedded-host';
import type { Workload } from './workloads/workload.mts';

export const subjectNames = ['durable', 'memory', 'plain'] as const;
export type SubjectName = (typeof subjectNames)[number];

export interface Subject {
  /** Does the workload once, to its end; throws when it did not give what it should. */
  readonly once: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openSubject(name: SubjectName, workload: Workload, folder: string): Promise<Subject> {
  const dataFolder = join(folder, 'services');
  if (name === 'plain') return Promise.resolve(plainSubject(workload, dataFolder));
  return hostSubject(workload, { storage: name === 'memory' ? 'memory' : { folder }, dataFolder });
}

function plainSubject(workload: Workload, dataFolder: string): Subject {
  const run = workload.plain(dataFolder);
  return {
    once: async () => {
      check(workload, await run());
    },
    close: () => Promise.resolve(),
  };
}

interface Places {
  readonly storage: 'memory' | { readonly folder: string };
  readonly dataFolder: string;
}

async function hostSubject(workload: Workload, { storage, dataFolder }: Places): Promise<Subject> {
  const { app: folder, orchestrator: name } = workload;
  const host = await startHost({ folder, port: 0, storage, env: { DATA_FOLDER: dataFolder } });
  const input = JSON.stringify(workload.input);
  return {
    once: async () => {
      const started = await host.engine.start({ name, input });
      if (started.outcome !== 'started') throw new Error(`Not started: ${started.outcome}`);
      const instance = await host.engine.finished(started.instanceId);
      check(workload, JSON.parse(instance?.output ?? 'null'));
    },
    close: () => host.stop(),
  };
}

function check({ title, isExpected }: Workload, output: unknown): void {
  if (!isExpected(output)) throw new Error(`${title} gave ${JSON.stringify(output)}`);
}
