/**
 * Several branches at once, in rounds: what all branches wait for is scheduled together, and when all of it has ended
 * every branch takes its next step. Rounds, because a task may be raced once only (W1 in watch.ts).
 *
 * F1 every branch runs to its end, also when another one fails: nobody is left acting while the process goes on.
 * F2 the fault that is thrown in the end is that of the first branch in the list that failed.
 * F3 a branch that is stuck behind the pivot holds no round up, and tries again at the end of the round in which an
 *    operator has asked for it.
 */
import type { ProcessContext } from './process-context';
import { round } from './round';
import type { Step } from './step';
import { Strand } from './strand';

export type Branch<Result> = (context: ProcessContext) => Step<Result>;

type ResultsOf<Branches extends readonly Branch<unknown>[]> = {
  -readonly [Index in keyof Branches]: Branches[Index] extends Branch<infer Result> ? Result : never;
};

/** The results in the order of the branches: each of its own type when the branches are listed one by one. */
export function* parallel<const Branches extends readonly Branch<unknown>[]>(
  context: ProcessContext,
  branches: Branches,
): Step<ResultsOf<Branches>> {
  const strands = branches.map((branch) => new Strand(branch(context.branch())));
  for (;;) {
    const underWay = strands.filter((strand) => !strand.hasEnded);
    if (underWay.length === 0) break;
    yield* round(context, { strands: underWay, isSleep: (task) => context.sleeps.isStuck(task) });
  }
  // Each strand gives what its branch returns.
  return strands.map((strand) => strand.result()) as ResultsOf<Branches>;
}
