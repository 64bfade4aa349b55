/** What the engine commits for one instance of a workload, to be committed again for any number of others. */
import { startHost } from 'embedded-host';
import type { Workload } from '../workloads/workload.mts';
import { start } from './embedded-host.mts';

type Around = NonNullable<Parameters<typeof startHost>[0]['around']>;
export type Store = Parameters<Around>[0]['store'];
export type Commit = Parameters<Store['commit']>[0][number];

/** Of an instance that runs to its end, or until it waits. */
export async function recordCommits({ app, orchestrator, input }: Pick<Workload, 'app' | 'orchestrator' | 'input'>) {
  const recorded: Commit[] = [];
  const around: Around = ({ store, runner }) => ({ runner, store: recordingStore(store, recorded) });
  const host = await startHost({ folder: app, port: 0, storage: 'memory', around });
  await start(host.engine, orchestrator, JSON.stringify(input(0)));
  await host.engine.idle();
  await host.stop();
  return recorded;
}

function recordingStore(store: Store, recorded: Commit[]): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'commit') {
        return (batch: readonly Commit[]) => {
          recorded.push(...batch);
          return target.commit(batch);
        };
      }
      const member: unknown = Reflect.get(target, name);
      // Methods of a class with private members need the very object.
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** The same commit for another instance. */
export function commitFor(key: number, id: string, { instance, journal, ...others }: Commit): Commit {
  if (Object.values(others).some((list) => !Array.isArray(list) || list.length > 0))
    throw new Error('Only commits of lone instances are copied.');
  return {
    ...(instance && { instance: { ...instance, key, id, executionId: id } }),
    ...(journal && { journal: { ...journal, key } }),
  };
}
