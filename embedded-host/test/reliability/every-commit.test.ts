/** The process dies after the n-th commit, for every n: each scenario comes to the end that it has without any death. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { seed } from '../crash/chance';
import { aProgram, entityTotal, expected, registerPrograms, type Step } from '../engine/support/programs';
import { temporaryFolders } from '../store/temporary-folder';
import { Client, endIn, live, totalIn } from './lives';
import { memoryWorld, sqliteWorld, type World } from './worlds';

const START = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3600_000;
const newFolder = temporaryFolders();

const activity = { do: 'activity', value: 3 } as const;
const retry = { do: 'retry', failures: 2, attempts: 3, delayMs: 1000 } as const;
const timer = { do: 'timer', ms: 20 * 24 * HOUR } as const;
const entity = { do: 'entity', amount: 5 } as const;

const scenarios: Readonly<Record<string, readonly Step[]>> = {
  'a sequence with retries': [activity, retry, activity],
  'a fan-out': [{ do: 'all', steps: [activity, retry, timer, entity, activity] }],
  'an overlap and a race': [
    { do: 'overlap', steps: [activity, timer, retry], value: 2 },
    { do: 'race', value: 4, ms: HOUR },
  ],
  'events and a long timer': [
    { do: 'event', name: 'A' },
    timer,
    { do: 'event', name: 'B' },
    { do: 'event', name: 'A' },
  ],
  'a sub-orchestration': [{ do: 'child', steps: [activity, { do: 'all', steps: [activity, timer] }, retry] }, activity],
  'calls and signals to an entity': [
    entity,
    { do: 'signal', amount: 7 },
    entity,
    { do: 'signal', amount: 1 },
    activity,
  ],
  'a failure': [activity, { do: 'retry', failures: 3, attempts: 2, delayMs: 1000 }],
};

const random = fc.sample(aProgram, { seed, numRuns: 5 });
const cases: readonly (readonly [string, readonly Step[]])[] = [
  ...Object.entries(scenarios),
  ...random.map((steps, index) => [`random program ${index + 1} (CRASH_SEED=${seed})`, steps] as const),
];

beforeAll(registerPrograms);

describe.each([
  ['in memory', () => memoryWorld()],
  ['on disk', () => sqliteWorld(newFolder)],
])('a process that dies after the n-th commit, %s', (_, newWorld) => {
  it.each(cases)(
    'brings %s to its end, for every n',
    async (_name, steps) => {
      const total = await commitsOf(newWorld(), steps);
      for (let n = 0; n <= total; n++) {
        expect([n, await outcome(newWorld(), steps, n)]).toEqual([n, expectedOutcome(steps)]);
      }
    },
    120_000,
  );
});

async function commitsOf(world: World, steps: readonly Step[]): Promise<number> {
  const commits = await live({ store: world.store, clock: new VirtualClock(START), client: new Client(steps) });
  await world.store.close();
  return commits;
}

async function outcome(world: World, steps: readonly Step[], n: number) {
  const clock = new VirtualClock(START);
  const client = new Client(steps);
  await live({ store: world.store, clock, client, survives: n });
  const { store } = await world.crash();
  await live({ store, clock, client });
  const end = { end: endIn(store), total: totalIn(store) };
  await store.close();
  return end;
}

/** What a failed program had sent to its entity depends on where it failed, so only the end counts. */
function expectedOutcome(steps: readonly Step[]) {
  const end = expected(steps);
  return { end, total: end === 'failed' ? expect.any(Number) : entityTotal(steps) };
}
