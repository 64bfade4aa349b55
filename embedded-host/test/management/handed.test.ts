import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';
import { comparable, recordedHanded, summarise } from './handed';
import type { Handed } from './handed';
import { recordings } from './recording';
import { Replay } from './replay';

/** Histories that differ on purpose, or in what the recorded one was in the middle of. */
const otherwise = new Map([
  ['unknown_functions', 'The instance fails, so that it is never replayed.'],
  ['terminate_during_activity', 'The real host asks a terminated orchestrator once more and ignores the answer.'],
  ['non_deterministic', 'The real host keeps what the refused replay did instead.'],
]);

const handed = recordedHanded();
const scenarios = recordings.filter(({ scenario }) => handed.has(scenario) && !otherwise.has(scenario));

describe('what functions are handed, against recordings of the real host', () => {
  const host = startApp('recorded-handed');
  let url = '';
  let events = 0;
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(async () => {
    await host.stop();
    process.stdout.write(`Recordings: ${events.toString()} events and operations handed to functions agree.\n`);
  });

  it.each(scenarios)('is as recorded when $scenario: $description', async (recording) => {
    const replay = new Replay(url, '');
    const all = new Set(recording.http.keys());
    for await (const { replayed } of replay.run(recording, all)) expect(replayed.status).toBeLessThan(600);
    for (const [id, recorded] of byInstance(handed.get(recording.scenario) ?? [], replay)) {
      const ours = await settled(`${url}/api/handed/${encodeURIComponent(replay.idHere(id))}`, recorded);
      expect(ours.map(comparable)).toEqual(recorded.map(comparable));
      events += recorded.reduce((sum, each) => sum + ('history' in each ? each.history : each.operations).length, 0);
    }
  });

  /** Without those whose id nobody was told: made from another one, or of a start that waited for the result. */
  function byInstance(list: readonly Handed[], replay: Replay): Map<string, Handed[]> {
    const isMade = (id: string) => /^[0-9a-f]{32}|^[0-9a-f-]{36}:/.test(id);
    const told = list.filter(({ instanceId: id }) => !isMade(id) || replay.idHere(id) !== id);
    return Map.groupBy(told, ({ instanceId }) => instanceId);
  }

  async function settled(address: string, recorded: readonly Handed[]): Promise<Handed[]> {
    const wanted = JSON.stringify(recorded.map(comparable));
    for (let attempt = 0; ; attempt++) {
      const ours = summarise(await (await fetch(address)).json());
      if (attempt === 60 || JSON.stringify(ours.map(comparable)) === wanted) return ours;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
