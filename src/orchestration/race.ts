/**
 * Several branches of which the first that ends counts, with its result or its fault.
 *
 * C1 whoever has not won is ended at once: its timers are cancelled, its steps show `raceLost`. A step of it that runs
 *    may still have its effect.
 * C2 branches that sleep or wait for an event are raced with whatever runs. Of several that call something one runs at
 *    a time, in turns: a step that runs cannot be awaited together with a new one (W1 in watch.ts).
 * C3 of branches that end in the same moment the first in the list wins.
 * C4 what interrupts the race from outside, as a cancellation, interrupts every branch, and each is left to clean up.
 */
import { nap } from './nap';
import type { ProcessContext } from './process-context';
import { RaceLost } from './race-lost';
import type { Step } from './step';
import { Strand } from './strand';
import { type Contender, raceWith } from './watch';

export type Branches = Readonly<Record<string, (context: ProcessContext) => Step<unknown>>>;

export type RaceEnding<All extends Branches> = {
  [Name in keyof All]: { readonly winner: Name; readonly value: ResultOf<All[Name]> };
}[keyof All];

type ResultOf<Branch> = Branch extends (context: ProcessContext) => Step<infer Result> ? Result : never;

export function* race<const All extends Branches>(context: ProcessContext, branches: All): Step<RaceEnding<All>> {
  const strands = Object.entries(branches).map(([winner, branch]) => {
    return { winner, strand: new Strand(branch(context.contestant())) };
  });
  const contest = new Contest(
    context,
    strands.map(({ strand }) => strand),
  );
  yield* contest.run();
  const ended = strands.filter(({ strand }) => strand.hasEnded);
  const first = ended.find(({ strand }) => !strand.wasInterrupted) ?? ended[0];
  for (const { strand } of strands) if (strand !== first?.strand) strand.abandon(new RaceLost());
  // The winner is one of the branches, and its strand gives what that branch returns.
  return { winner: first?.winner, value: first?.strand.result() } as RaceEnding<All>;
}

class Contest {
  readonly #context: ProcessContext;
  readonly #strands: readonly Strand<unknown>[];
  #lastWorker: Strand<unknown> | undefined;

  constructor(context: ProcessContext, strands: readonly Strand<unknown>[]) {
    if (strands.length === 0) throw new RangeError('A race needs a branch.');
    this.#context = context;
    this.#strands = strands;
  }

  *run(): Step<void> {
    while (!this.#isOver()) {
      const worker = this.#nextWorker();
      if (worker === undefined) yield* this.#sleep();
      else yield* this.#work(worker);
    }
  }

  #isOver(): boolean {
    const hasWinner = this.#strands.some((strand) => strand.hasEnded && !strand.wasInterrupted);
    return hasWinner || this.#strands.every((strand) => strand.hasEnded);
  }

  get #sleepers(): readonly Strand<unknown>[] {
    return this.#strands.filter(({ pending }) => this.#context.sleeps.has(pending));
  }

  /** In turns, beginning behind the one that worked last. */
  #nextWorker(): Strand<unknown> | undefined {
    const last = this.#lastWorker === undefined ? -1 : this.#strands.indexOf(this.#lastWorker);
    const inTurn = [...this.#strands.slice(last + 1), ...this.#strands.slice(0, last + 1)];
    return inTurn.find(({ pending, hasEnded }) => !hasEnded && !this.#context.sleeps.has(pending));
  }

  *#work(worker: Strand<unknown>): Step<void> {
    if (worker.pending === undefined) return;
    this.#lastWorker = worker;
    const sleepers = this.#sleepers;
    yield* raceWith(this.#context.df, worker.pending, {
      contenders: [...this.#context.watches, ...sleepers.flatMap(contenderOf)],
      isOver: () => this.#isOver(),
    });
    if (this.#isOver()) return;
    yield* worker.proceed();
    this.#wake(sleepers);
  }

  *#sleep(): Step<void> {
    const sleepers = this.#sleepers;
    const winner = yield* nap(
      this.#context,
      sleepers.flatMap(({ pending }) => pending ?? []),
    );
    const first = sleepers.find(({ pending }) => pending === winner);
    if (first !== undefined) yield* first.proceed();
    if (!this.#isOver()) this.#wake(sleepers.filter((sleeper) => sleeper !== first));
  }

  /** Each looks whether its time has come, or the instance was cancelled, and sleeps on otherwise. */
  #wake(sleepers: readonly Strand<unknown>[]): void {
    for (const sleeper of sleepers) if (this.#context.sleeps.has(sleeper.pending)) sleeper.wake();
  }
}

/** A sleeper beside a step that runs: its moment, or its event, is taken as an event is. */
function contenderOf(strand: Strand<unknown>): Contender[] {
  const task = strand.pending;
  return task === undefined ? [] : [{ task, take: () => strand.proceed() }];
}
