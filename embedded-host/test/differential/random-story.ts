/** Random orchestrators for both engines: a program is data, and one story carries it out. */
import fc from 'fast-check';
import type { Deed, Dialect, Step, Story } from './dialect';

type Leaf =
  | { readonly do: 'activity'; readonly value: number }
  | { readonly do: 'retry'; readonly failures: number; readonly attempts: number; readonly delayMs: number }
  | { readonly do: 'timer'; readonly ms: number };

export type Part =
  | Leaf
  | { readonly do: 'event'; readonly name: string }
  | { readonly do: 'child'; readonly parts: readonly Part[] }
  | { readonly do: 'all'; readonly leaves: readonly Leaf[] }
  | { readonly do: 'race'; readonly value: number }
  /** Goes on with the first that ends, while the others are still open. */
  | { readonly do: 'overlap'; readonly leaves: readonly Leaf[]; readonly value: number };

const HOUR = 3600_000;
/** Longer than any story lasts: the peer writes down that a timer fired also when it was cancelled before. */
const FOUR_DAYS = 96 * HOUR;
const value = fc.integer({ min: 1, max: 9 });
const activity = fc.record({ do: fc.constant('activity' as const), value });
const retry = fc.record({
  do: fc.constant('retry' as const),
  failures: fc.integer({ min: 0, max: 3 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  delayMs: fc.constantFrom(1000, 7000),
});
/** Never due together with a retry: then each engine has its own way to cut turns, and the order of events with it. */
const timer = fc.record({ do: fc.constant('timer' as const), ms: fc.constantFrom(1001, 5001, 60_001, HOUR + 1) });
const leaf: fc.Arbitrary<Leaf> = fc.oneof(activity, retry, timer);
const event = fc.record({ do: fc.constant('event' as const), name: fc.constantFrom('A', 'B') });
const race = fc.record({ do: fc.constant('race' as const), value });
/** Without failures: the peer's SDK takes a task that had failed before it was yielded for a success without a result. */
const sure = leaf.map((each) => (each.do === 'retry' ? { ...each, attempts: each.failures + 1 } : each));
/** At most one may fail: of several errors one SDK reports the first, the other all. */
const all = fc.record({
  do: fc.constant('all' as const),
  leaves: fc.tuple(leaf, fc.array(sure, { maxLength: 3 })).map(([one, others]) => [one, ...others]),
});
const overlap = fc.record({
  do: fc.constant('overlap' as const),
  leaves: fc.array(sure, { minLength: 2, maxLength: 4 }),
  value,
});
const child = fc.record({
  do: fc.constant('child' as const),
  parts: fc.array(fc.oneof(leaf, all), { maxLength: 3 }),
});

export const aProgram: fc.Arbitrary<readonly Part[]> = fc.array(fc.oneof(leaf, event, race, all, overlap, child), {
  maxLength: 6,
});

/** Every event that the program waits for. */
export function deedsFor(program: readonly Part[]): readonly Deed[] {
  return program.flatMap((part) =>
    part.do === 'event' ? [{ do: 'raise', event: part.name, value: part.name } as const] : [],
  );
}

export const program: Story = function* (say, input) {
  const teller = new Teller(say);
  const results: unknown[] = [];
  for (const part of input as readonly Part[]) results.push(yield* teller.carryOut(part)); // only `aProgram` makes inputs
  return results;
};

class Teller {
  readonly #say: Dialect;
  /** Makes the input of each retried activity its own, so that its attempts can be told from another's. */
  #retries = 0;

  constructor(say: Dialect) {
    this.#say = say;
  }

  *carryOut(part: Part): Generator<Step, unknown, unknown> {
    switch (part.do) {
      case 'event':
        return yield this.#say.event(part.name);
      case 'child':
        return yield this.#say.child('program', part.parts);
      case 'all':
        return yield this.#say.all(part.leaves.map((each) => this.#stepOf(each)));
      case 'race':
        return yield* this.#race(part.value);
      case 'overlap':
        return yield* this.#overlap(part.leaves, part.value);
      default:
        return yield this.#stepOf(part);
    }
  }

  *#race(value: number): Generator<Step, unknown, unknown> {
    // In the order in which they are yielded: one SDK counts steps when they are made, the other when they are yielded.
    const work = this.#say.activity('double', value);
    const timer = this.#say.timer(FOUR_DAYS);
    const winner = yield this.#say.any([work, timer]);
    if (winner !== work) return 'too late';
    timer.cancel();
    return this.#say.resultOf(work);
  }

  *#overlap(leaves: readonly Leaf[], value: number): Generator<Step, unknown, unknown> {
    const steps = leaves.map((each) => this.#stepOf(each));
    yield this.#say.any(steps);
    const results = [yield this.#say.activity('double', value)];
    for (const step of steps) results.push(yield step);
    return results;
  }

  #stepOf(leaf: Leaf): Step {
    switch (leaf.do) {
      case 'activity':
        return this.#say.activity('double', leaf.value);
      case 'retry': {
        const { failures, attempts, delayMs } = leaf;
        const input = [failures, this.#retries++];
        return this.#say.activity('failAtFirst', input, { firstDelayMs: delayMs, attempts });
      }
      case 'timer':
        return this.#say.timer(leaf.ms);
    }
  }
}
