import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PrototypeHost } from '../prototype/host.mts';
import type { PrototypeInstance } from '../prototype/instance.mts';
import { prototypeSettings, RowStore } from '../prototype/store.mts';
import { functionsOf } from '../sdk/app-functions.mts';
import { loops, type LoopName } from '../workloads/all.mts';
import type { Workload } from '../workloads/workload.mts';
import { type Contestant, expectApproved, type Parking } from './contestant.mts';

export async function prototype(folder: string, name: LoopName | 'W4'): Promise<Contestant> {
  const workload = name === 'W4' ? loops.W1 : loops[name];
  const host = new PrototypeHost(await functionsOf(workload.app), new RowStore(join(folder, 'prototype.sqlite')));
  return {
    settings: prototypeSettings,
    once: name === 'W4' ? {} : { [name]: runOf(host, workload) },
    parking: parkingOf(host),
    close: () => Promise.resolve(),
  };
}

function runOf(host: PrototypeHost, { orchestrator, input, isExpected, title }: Workload) {
  return async () => {
    const output = await host.start(orchestrator, input(0)).ended.promise;
    if (!isExpected(output)) throw new Error(`${title} gave ${JSON.stringify(output)}`);
  };
}

function parkingOf(host: PrototypeHost): Parking {
  const waiting: PrototypeInstance[] = [];
  return {
    park: async (count) => {
      const input = loops.W1.input(0);
      for (let n = 0; n < count; n++) waiting.push(host.start('approval', input));
      while (waiting.some(({ tasks }) => tasks === 0)) await pause(1);
    },
    signal: async () => {
      for (const instance of waiting) host.raise(instance, 'approval', { ok: true });
      for (const output of await Promise.all(waiting.map(({ ended }) => ended.promise))) expectApproved(output);
    },
  };
}
