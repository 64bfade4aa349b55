/** Fills a store with instances as the engine would have left them: what it committed for one, for any number of ids. */
import { z } from 'zod';
import { openSqliteStore } from '../../embedded-host/dist/store/sqlite-store.js';
import { answer, childOptions } from './options.mts';
import type { Commit } from '../subjects/ports.mts';
import { commitFor, recordCommits } from '../subjects/recorded-commits.mts';
import { loops } from '../workloads/all.mts';

const INSTANCES_PER_BATCH = 5_000;

const options = childOptions(
  z.object({
    orchestrator: z.string(),
    count: z.coerce.number().int(),
    store: z.string(),
  }),
);
const recorded = await recordCommits({ ...loops.W1, orchestrator: options.orchestrator });
const begin = performance.now();
await fill();
answer(options.out, { seconds: (performance.now() - begin) / 1_000 });
process.exit(0);

async function fill(): Promise<void> {
  // Only the last batch is synchronised: nobody relies on what is in between.
  const store = openSqliteStore(options.store, { synchronise: () => Promise.resolve() });
  const commits = shortest(recorded);
  for (let from = 0; from < options.count; from += INSTANCES_PER_BATCH) {
    await store.commit(batchOf(from, Math.min(from + INSTANCES_PER_BATCH, options.count), commits));
  }
  await store.close();
}

/** The same store with fewer writes: every journal line, and each row only as it is in the end. */
function shortest(commits: readonly Commit[]): readonly Commit[] {
  const instance = commits.findLast((commit) => commit.instance !== undefined)?.instance;
  const lines = commits.flatMap(({ journal }) => (journal ? [{ journal }] : []));
  return instance ? [{ instance }, ...lines] : lines;
}

function batchOf(from: number, to: number, commits: readonly Commit[]): readonly Commit[] {
  const keys = Array.from({ length: to - from }, (_, index) => from + index + 1);
  return keys.flatMap((key) => commits.map((commit) => commitFor(key, commit)));
}
