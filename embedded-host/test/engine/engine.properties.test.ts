import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rounds } from './support/event-loop';
import { sdkRunner } from './support/sdk';
import { anEngine } from './support/engine-fixture';
import { aProgram, entityTotal, eventsOf, expected, registerPrograms, type Step } from './support/programs';
import { Engine } from '../../src/engine/engine';
import { emptyState, evolve } from '../../src/engine/instance-state';
import { readRecord, stateFromJournal } from '../../src/engine/journal';
import { defaultEngineSettings } from '../../src/engine/settings';
import type { FunctionRunner } from '../../src/engine/runner';
import type { Store } from '../../src/store/store';
import { withCommit } from '../../src/store/with-commit';
import { MemoryStore } from '../../src/store/memory-store';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { silentLog } from '../../src/log';

const FOR_EVER = 400 * 24 * 3600_000;
const runs = { numRuns: Number(process.env['RUNS'] ?? 150) };

const delays = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 });

beforeAll(registerPrograms);

/** Runs a program to its end on one engine. */
async function play(steps: readonly Step[], early: boolean, runner?: FunctionRunner) {
  const fixture = anEngine(runner ? { runner } : {});
  const id = await fixture.start('program', steps, 'root');
  if (!early) await fixture.skip(1000);
  for (const name of eventsOf(steps)) await fixture.engine.raiseEvent(id, name, 'null');
  await fixture.skip(FOR_EVER);
  return { ...fixture, id };
}

function endOf({ engine, id, output }: Awaited<ReturnType<typeof play>>): unknown {
  return engine.instance(id)?.status === 'Failed' ? 'failed' : output(id);
}

/** Answers activities after a number of turns of the event loop, so that completions fall into turns in many ways. */
function delayed(delays: readonly number[], runner = sdkRunner()): FunctionRunner {
  let calls = 0;
  return {
    ...runner,
    runActivity: async (request) => {
      const turns = delays[calls++ % delays.length] ?? 0;
      await rounds(turns);
      return runner.runActivity(request);
    },
  };
}

describe('the engine', () => {
  it('brings every program to the end that it has without an engine', async () => {
    await fc.assert(
      fc.asyncProperty(aProgram, fc.boolean(), delays, async (steps, early, turns) => {
        const played = await play(steps, early, delayed(turns));
        expect(endOf(played)).toEqual(expected(steps));
        if (expected(steps) !== 'failed') {
          const state = played.engine.entity({ name: 'total', key: played.id })?.state ?? '0';
          expect(Number(state)).toBe(entityTotal(steps));
        }
      }),
      runs,
    );
  });

  it('counts sequence ids exactly as the SDK does', async () => {
    await fc.assert(
      fc.asyncProperty(aProgram, fc.boolean(), delays, async (steps, early, turns) => {
        const counted: number[] = [];
        const runner = sdkRunner((instanceId, next) => {
          if (instanceId === 'root') counted.push(next);
        });
        const { store, engine, id } = await play(steps, early, delayed(turns, runner));
        const records = store.journal(engine.instance(id)?.key ?? 0).map(readRecord);
        const handedOut = new Set(records.map(({ nextId }) => nextId));
        expect(counted.filter((next) => !handedOut.has(next))).toEqual([]);
      }),
      runs,
    );
  });

  it('rebuilds the same state from any prefix of its journal, and every event has an id without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(aProgram, async (steps) => {
        const { store, engine, id } = await play(steps, true);
        const lines = store.journal(engine.instance(id)?.key ?? 0);
        const state = emptyState();
        lines.forEach((line, index) => {
          evolve(state, readRecord(line));
          expect(stateFromJournal(lines.slice(0, index + 1))).toEqual(state);
        });
        const ids = state.history.map((event) => event.EventId).filter((each) => each >= 0);
        expect(ids.toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index));
      }),
      runs,
    );
  });

  it('comes to the same end when it is stopped dead after any commit and started again', async () => {
    await fc.assert(
      fc.asyncProperty(aProgram, fc.integer({ min: 1, max: 30 }), async (steps, survivors) => {
        const store = new MemoryStore();
        const clock = new VirtualClock(Date.parse('2026-01-01T00:00:00Z'));
        const dead = await liveUntil(store, clock, survivors, steps);
        const engine = engineOn(store, clock);
        engine.recover();
        if (dead.wasStarted) await finish(engine, clock, 'root', steps, dead.raised);
        const row = engine.instance('root');
        if (dead.wasStarted) {
          const end = row?.status === 'Failed' ? 'failed' : JSON.parse(row?.output ?? 'null');
          expect(end).toEqual(expected(steps));
        }
      }),
      runs,
    );
  });
});

function engineOn(store: Store, clock: VirtualClock) {
  const onFatal = (): void => undefined;
  return new Engine({ store, clock, runner: sdkRunner(), settings: defaultEngineSettings, log: silentLog, onFatal });
}

/** Runs a program on a store that stops taking commits after some, as if the process had been killed there. */
async function liveUntil(store: Store, clock: VirtualClock, survivors: number, steps: readonly Step[]) {
  let left = survivors;
  const dying = withCommit(store, async (batch) => {
    if (left-- <= 0) return Promise.reject(new Error('killed'));
    return store.commit(batch);
  });
  const engine = engineOn(dying, clock);
  const raised: string[] = [];
  const start = await engine
    .start({ name: 'program', input: JSON.stringify(steps), instanceId: 'root' })
    .catch(() => null);
  for (const name of eventsOf(steps)) {
    const accepted = await engine.raiseEvent('root', name, 'null').catch(() => null);
    if (accepted) raised.push(name);
  }
  while (left > 0) {
    await engine.idle();
    const next = clock.nextAlarm();
    if (left <= 0 || next === undefined) break;
    clock.advanceTo(next);
  }
  await engine.idle();
  return { wasStarted: start !== null, raised };
}

/** Raises the events that were not accepted before, and lets all the time pass that the program may take. */
async function finish(
  engine: ReturnType<typeof engineOn>,
  clock: VirtualClock,
  id: string,
  steps: readonly Step[],
  raised: readonly string[],
): Promise<void> {
  const missing = eventsOf(steps);
  for (const name of raised) missing.splice(missing.indexOf(name), 1);
  for (const name of missing) await engine.raiseEvent(id, name, 'null');
  const end = clock.now() + FOR_EVER;
  for (;;) {
    await engine.idle();
    const next = clock.nextAlarm();
    if (next === undefined || next > end) return;
    clock.advanceTo(next);
  }
}
