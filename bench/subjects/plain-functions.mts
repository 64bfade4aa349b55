import { join } from 'node:path';
import { loops, type LoopName } from '../workloads/all.mts';
import { type Contestant, expectApproved, type Parking } from './contestant.mts';

/** The steps of a workload as plain asynchronous functions. */
export async function plainFunctions(folder: string, name: LoopName | 'W4'): Promise<Contestant> {
  return {
    settings: 'no orchestration; nothing survives',
    once: name === 'W4' ? {} : { [name]: await plainRun(name, folder) },
    parking: plainParking(),
    close: () => Promise.resolve(),
  };
}

async function plainRun(name: LoopName, folder: string): Promise<() => Promise<void>> {
  const { plain, isExpected, title } = loops[name];
  const run = await plain(join(folder, 'services'));
  return async () => {
    const output = await run();
    if (!isExpected(output)) throw new Error(`${title} gave ${JSON.stringify(output)}`);
  };
}

const HOUR_MS = 3_600_000;

function plainParking(): Parking {
  const signals: (() => void)[] = [];
  const ends: Promise<string>[] = [];
  const wait = () =>
    new Promise<string>((end) => {
      const expiry = setTimeout(() => end('expired'), HOUR_MS);
      signals.push(() => {
        clearTimeout(expiry);
        end('approved');
      });
    });
  return {
    park: (count) => {
      for (let n = 0; n < count; n++) ends.push(wait());
      return Promise.resolve();
    },
    signal: async () => {
      for (const signal of signals) signal();
      for (const end of await Promise.all(ends)) expectApproved(end);
    },
  };
}
