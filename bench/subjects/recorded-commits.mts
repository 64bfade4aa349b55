/** What the engine commits for one instance of a workload, to be committed again for any number of others. */
import { startHost } from 'embedded-host';
import type { Workload } from '../workloads/workload.mts';
import { start } from './embedded-host.mts';
import { type Around, type Commit, replacing, type Store } from './ports.mts';

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
  return replacing(store, {
    commit: (batch: readonly Commit[]) => {
      recorded.push(...batch);
      return store.commit(batch);
    },
  });
}

/** The id of the instance that has this key in a store that is filled with copies. */
export function copiedId(key: number): string {
  return key.toString(16).padStart(32, '0');
}

/** The same commit for another instance. */
export function commitFor(key: number, { instance, journal, ...others }: Commit): Commit {
  if (Object.values(others).some((list) => !Array.isArray(list) || list.length > 0))
    throw new Error('Only commits of lone instances are copied.');
  const id = copiedId(key);
  return {
    ...(instance && { instance: { ...instance, key, id, executionId: id } }),
    ...(journal && { journal: { ...journal, key } }),
  };
}
