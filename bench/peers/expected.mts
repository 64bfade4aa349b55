import { loops, type LoopName } from '../workloads/all.mts';

/** Does what a peer offers to do a workload, and checks what it gave. */
export function checked(name: LoopName, run: () => Promise<unknown>): () => Promise<void> {
  const { isExpected, title } = loops[name];
  return async () => {
    const output = await run();
    if (!isExpected(output)) throw new Error(`${title} gave ${JSON.stringify(output)}`);
  };
}

/** Runs a task for each item, so many at a time. */
export async function inPool<Item>(items: readonly Item[], clients: number, task: (item: Item) => Promise<void>) {
  const rest = items.values();
  const client = async () => {
    for (const item of rest) await task(item);
  };
  await Promise.all(Array.from({ length: clients }, client));
}
