/** Random programs over several lives, with every answer delivered again: they come to the end that they have alone. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../../src/clock/virtual-clock';
import type { FunctionRunner } from '../../src/engine/runner';
import { MemoryStore } from '../../src/store/memory-store';
import { seed } from '../crash/chance';
import { rounds } from '../engine/support/event-loop';
import { aProgram, entityTotal, expected, registerPrograms } from '../engine/support/programs';
import { sdkRunner } from '../engine/support/sdk';
import { Client, endIn, live, ROOT, totalIn } from '../reliability/lives';
import { answerAgain, answeredTwice } from './answer-again';

const START = Date.parse('2026-01-01T00:00:00Z');
const options = { seed, numRuns: Number(process.env['RUNS'] ?? 150) };

/** Commits that each life but the last one survives. */
const lives = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const delays = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });

beforeAll(registerPrograms);

describe(`a random program (CRASH_SEED=${seed})`, () => {
  it('comes to its end over several lives in which every answer comes again', async () => {
    const property = fc.asyncProperty(aProgram, lives, delays, async (steps, survived, turns) => {
      const store = new MemoryStore();
      const life = { store, clock: new VirtualClock(START), client: new Client(steps), runner: delayed(turns) };
      for (const survives of survived) {
        await live({ ...life, survives });
        await answerAgain(store);
      }
      await live(life);
      expect(endIn(store)).toEqual(expected(steps));
      expect(answeredTwice(store)).toEqual([]);
      if (expected(steps) !== 'failed') expect(totalIn(store)).toBe(entityTotal(steps));
    });
    await fc.assert(property, options);
  }, 120_000);

  it('stays ended when all its answers and events come once more', async () => {
    const property = fc.asyncProperty(aProgram, async (steps) => {
      const store = new MemoryStore();
      const clock = new VirtualClock(START);
      await live({ store, clock, client: new Client(steps) });
      const ended = store.instanceById(ROOT);
      await answerAgain(store);
      await live({ store, clock, client: new Client(steps, true) });
      expect(store.instanceById(ROOT)).toEqual(ended);
      expect(store.recover().inboxes).toEqual([]);
    });
    await fc.assert(property, options);
  }, 120_000);
});

/** Answers activities after a number of turns of the event loop, so that completions fall into turns in many ways. */
function delayed(turns: readonly number[], runner = sdkRunner()): FunctionRunner {
  let calls = 0;
  return {
    ...runner,
    runActivity: async (request) => {
      await rounds(turns[calls++ % turns.length] ?? 0);
      return runner.runActivity(request);
    },
  };
}
