import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { call } from '../../../src/orchestration/call';
import { mapBounded } from '../../../src/orchestration/map-bounded';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import { sleep } from '../../../src/orchestration/sleep';
import type { Step } from '../../../src/orchestration/step';
import { anActivity, fail, tell } from '../../support/story';

const work = anActivity('work.do');

/** What an item does: steps that answer after some failures, with a sleep between them. */
const AnItem = fc.record({
  steps: fc.integer({ min: 0, max: 3 }),
  failures: fc.integer({ min: 0, max: 3 }),
  sleepMs: fc.integer({ min: 0, max: 5_000 }),
});
type Item = typeof AnItem extends fc.Arbitrary<infer Value> ? Value : never;

class Books {
  readonly begun: number[] = [];
  readonly ended: number[] = [];
  mostUnderWay = 0;

  *handle(context: ProcessContext, item: Item, index: number): Step<number> {
    this.begun.push(index);
    this.mostUnderWay = Math.max(this.mostUnderWay, this.begun.length - this.ended.length);
    try {
      for (let step = 0; step < item.steps; step += 1) {
        yield* call(context, work, { fails: item.failures }, { step: `work/${index}/${step}` });
        yield* sleep(context, { step: `sleep/${index}/${step}`, forMs: item.sleepMs });
      }
    } finally {
      this.ended.push(index);
    }
    return index;
  }
}

function run(items: readonly Item[], concurrency: number) {
  const books = new Books();
  const attempts = new Map<string, number>();
  const answer = (input: unknown) => {
    const { idempotencyKey, payload } = input as { idempotencyKey: string; payload: { fails: number } };
    const attempt = (attempts.get(idempotencyKey) ?? 0) + 1;
    attempts.set(idempotencyKey, attempt);
    return attempt <= payload.fails ? fail(idempotencyKey) : 'done';
  };
  const story = tell(
    (context) => mapBounded(context, items, { concurrency }, (inner, item, index) => books.handle(inner, item, index)),
    { answers: { 'work.do': answer } },
  );
  story.skip(24 * 3_600_000);
  return { books, story };
}

describe('items, a bounded number at a time', () => {
  it('are each begun once, in their order, with never more than the bound under way, and all end', () => {
    fc.assert(
      fc.property(fc.array(AnItem, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (items, concurrency) => {
        const { books, story } = run(items, concurrency);
        expect(story.isDone).toBe(true);
        expect(books.begun).toEqual([...items.keys()]);
        expect(books.ended.toSorted((a, b) => a - b)).toEqual([...items.keys()]);
        expect(books.mostUnderWay).toBeLessThanOrEqual(concurrency);
        expect(story.openTimers).toEqual([]);
      }),
    );
  });

  it('give their results in the order of the list, or the fault of the first that failed', () => {
    fc.assert(
      fc.property(fc.array(AnItem, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (items, concurrency) => {
        const { story } = run(items, concurrency);
        const failing = items.findIndex(({ steps, failures }) => steps > 0 && failures >= work.retry.attempts);
        if (failing < 0) expect(story.result).toEqual([...items.keys()]);
        else expect(story.fault).toEqual(new Error(`test-1/work/${failing}/0`));
      }),
    );
  });

  it('use every place while there are items', () => {
    const held = tell(
      (context) =>
        mapBounded(context, [1, 2, 3, 4, 5], { concurrency: 3 }, (inner, item) =>
          call(inner, work, {}, { step: `work/${item}` }),
        ),
      { answers: { 'work.do': () => 'done' }, held: ['work.do'] },
    );
    expect(held.scheduled).toHaveLength(3);
    held.release('work.do');
    expect(held.scheduled).toHaveLength(5);
  });

  it('do not wait for one that pauses before another attempt', () => {
    const story = tell(
      (context) =>
        mapBounded(context, [0, 1, 2, 3, 4], { concurrency: 2 }, (inner, item) =>
          call(inner, work, item, { step: `work/${item}` }),
        ),
      {
        answers: {
          'work.do': (input) => ((input as { payload: number }).payload === 0 ? fail('down') : 'done'),
        },
      },
    );
    expect(story.scheduled).toHaveLength(5);
    expect(story.openTimers).toHaveLength(1);
  });

  it('refuses a bound that lets nobody through', () => {
    for (const concurrency of [0, -1, 1.5]) {
      const story = tell((context) => mapBounded(context, [1], { concurrency }, (inner) => call(inner, work, {})));
      expect(String(story.fault)).toContain('expected a whole number from 1');
    }
  });
});
