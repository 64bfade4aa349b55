/** The commits of a workload, with their rows and groups, without the orchestration that leads to them. */
import { CommitQueue } from '../../embedded-host/dist/engine/commit-queue.js';
import { WorkTracker } from '../../embedded-host/dist/engine/work-tracker.js';
import { openSqliteStore } from '../../embedded-host/dist/store/sqlite-store.js';
import { loops, type LoopName } from '../workloads/all.mts';
import type { Contestant } from './contestant.mts';
import { commitFor, recordCommits } from './recorded-commits.mts';

export async function storeAlone(folder: string, name: LoopName): Promise<Contestant> {
  const recorded = await recordCommits(loops[name]);
  const store = openSqliteStore(folder);
  const queue = new CommitQueue(store, new WorkTracker(), (reason) => {
    throw reason;
  });
  let keys = 0;
  const once = async () => {
    const key = ++keys;
    for (const commit of recorded) await queue.add(commitFor(key, commit));
  };
  return {
    settings: `the ${recorded.length} commits of the embedded host, with its store and its groups`,
    once: { [name]: once },
    close: () => store.close(),
  };
}
