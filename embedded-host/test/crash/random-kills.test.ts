/** Behaviours 94 to 97, at moments that nobody chose: everything that was accepted ends, and happens once. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../cli/spawned-host';
import { Chance, seed } from './chance';
import { DurabilityApp } from './durability-app';
import { eventually } from './mortal-host';

const KILLS = 14;
const JOURNEYS = 30;
const STEPS = ['pack', 'train', 'hotel', 'leg', 'home'];

describe(`a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const app = new DurabilityApp(folder.path);
  const chance = new Chance(seed);
  const journeys = Array.from({ length: JOURNEYS }, (_, index) => `journey-${index}`);
  const signals = { accepted: [] as string[], unanswered: [] as string[] };

  afterAll(async () => {
    await app.host.end();
    folder.remove();
  });

  it('brings every accepted instance to its end, and applies every accepted signal once', async () => {
    const killing = new AbortController();
    const signalling = signalUntil(killing.signal);
    const travelling = Promise.all(journeys.map((id) => travel(id)));
    await killAtRandom();
    killing.abort();
    await Promise.all([signalling, travelling]);

    for (const id of journeys) {
      const { output } = await app.reaches(id, 'Completed');
      expect(output).toEqual(expectedOf(id));
      expect(new Set(app.trace(id))).toEqual(new Set(STEPS));
    }
    await expectEachOnce();
  }, 90_000);

  async function killAtRandom(): Promise<void> {
    for (let kill = 0; kill < KILLS; kill++) {
      // Every third one dies while it starts.
      if (kill % 3 !== 0) await app.host.serving();
      await pause(chance.between(1, 600));
      await app.host.die();
      app.host.revive();
    }
  }

  /** Starts one after the other, so that every kill meets journeys at every stage, and then hands over the ticket. */
  async function travel(id: string): Promise<void> {
    await pause(chance.between(0, 9_000));
    await startOnce(id);
    const { status } = await app.raise(id, 'ticket', `ticket of ${id}`);
    // 410: an earlier request without an answer was taken, and the journey has ended since.
    expect([202, 410]).toContain(status);
  }

  /** Starting again what has ended would replace it, so a start without an answer is looked up first. */
  async function startOnce(id: string): Promise<void> {
    while ((await app.status(id)) === undefined) await app.tryStart('journey', id);
  }

  async function signalUntil(end: AbortSignal): Promise<void> {
    for (let count = 0; !end.aborted; count++) {
      const entry = `signal-${count}`;
      const reply = await app.signalLedger(entry);
      (reply?.status === 202 ? signals.accepted : signals.unanswered).push(entry);
      await pause(chance.between(0, 10));
    }
  }

  async function expectEachOnce(): Promise<void> {
    const accepted = [...journeys, ...signals.accepted];
    const entries = await eventually('all that was accepted is in the ledger', async () => {
      const applied = await app.ledger();
      return accepted.every((entry) => applied.includes(entry)) ? applied : undefined;
    });
    expect(entries).toEqual([...new Set(entries)]);
    const sent = new Set([...accepted, ...signals.unanswered]);
    expect(entries.filter((entry) => !sent.has(entry))).toEqual([]);
    expect(signals.accepted.length).toBeGreaterThan(KILLS);
  }
});

function expectedOf(id: string): string[] {
  return [`pack of ${id}`, `train of ${id}`, `hotel of ${id}`, `leg of ${id}`, `ticket of ${id}`, `home of ${id}`];
}
