/**
 * The same story for every item, with a bounded number of them under way. In rounds, as `parallel`: a round ends when
 * the steps that run have ended, or, when everybody sleeps, with the first who wakes.
 *
 * M1 never more than `concurrency` items are under way.
 * M2 every item is begun once, in the order of the list, and runs to its end, also when another one fails.
 * M3 an item that ends makes place for the next one at the end of the round. It cannot begin sooner: a step that runs
 *    already cannot be awaited together with a new one (W1 in watch.ts). A sleep, as the pause before another attempt,
 *    holds nobody up.
 * M4 results are in the order of the list; the fault that is thrown is that of the first item in it that failed.
 */
import type { ProcessContext } from './process-context';
import { round } from './round';
import type { Step } from './step';
import { Strand } from './strand';

export interface Bound {
  readonly concurrency: number;
}

export type ItemStory<Item, Result> = (context: ProcessContext, item: Item, index: number) => Step<Result>;

export function* mapBounded<Item, Result>(
  context: ProcessContext,
  items: readonly Item[],
  { concurrency }: Bound,
  story: ItemStory<Item, Result>,
): Step<Result[]> {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency: expected a whole number from 1, not ${concurrency}`);
  }
  const begun: Strand<Result>[] = [];
  let underWay: Strand<Result>[] = [];
  for (;;) {
    while (underWay.length < concurrency && begun.length < items.length) {
      // An index below the length is an item of the list.
      const strand = new Strand(story(context.branch(), items[begun.length] as Item, begun.length));
      begun.push(strand);
      if (!strand.hasEnded) underWay.push(strand);
    }
    if (underWay.length === 0) break;
    yield* round(context, { strands: underWay, isSleep: (task) => context.sleeps.has(task) });
    underWay = underWay.filter((strand) => !strand.hasEnded);
  }
  return begun.map((strand) => strand.result());
}
