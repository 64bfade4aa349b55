/** Counts what goes through the ports of the engine. */
import type { Around, Commit, Ports, Store } from './ports.mts';
import { replacing } from './ports.mts';

export interface Counts {
  /** Replays of the orchestrator. */
  readonly turns: number;
  readonly activities: number;
  readonly commits: number;
  readonly journalRows: number;
  readonly journalBytes: number;
  /** Messages that went through the store. */
  readonly messages: number;
  readonly synchronisations: number;
}

export const noCounts: Counts = {
  turns: 0,
  activities: 0,
  commits: 0,
  journalRows: 0,
  journalBytes: 0,
  messages: 0,
  synchronisations: 0,
};

type Counting = { -readonly [Name in keyof Counts]: Counts[Name] };

/** Puts a store in the place of the host's own, and counts in `counts`. */
export function around(store: Store, counts: Counting): Around {
  return ({ runner }) => ({ runner: countingRunner(runner, counts), store: countingStore(store, counts) });
}

function countingRunner(runner: Ports['runner'], counts: Counting): Ports['runner'] {
  return replacing(runner, {
    runOrchestrator: (request) => {
      counts.turns += 1;
      return runner.runOrchestrator(request);
    },
    runActivity: (request) => {
      counts.activities += 1;
      return runner.runActivity(request);
    },
  });
}

function countingStore(store: Store, counts: Counting): Store {
  return replacing(store, {
    commit: (batch: readonly Commit[]) => {
      for (const commit of batch) countCommit(commit, counts);
      return store.commit(batch);
    },
  });
}

function countCommit({ journal, send = [] }: Commit, counts: Counting): void {
  counts.commits += 1;
  counts.messages += send.length;
  if (!journal) return;
  counts.journalRows += 1;
  counts.journalBytes += Buffer.byteLength(journal.record);
}
