import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';
import { differences, differencesOf } from './differences';
import type { Recording } from './recording';
import { recordings } from './recording';
import type { Compared } from './replay';
import { Replay, isSame } from './replay';

/** Its lists show every instance of the host, so it goes first. */
const first = 'list_api';
const ordered = [...recordings].sort((one, other) => Number(other.scenario === first) - Number(one.scenario === first));

describe('the management API against recordings of the real host', () => {
  const host = startApp('recorded');
  const url = host.url();
  beforeAll(() => url);
  afterAll(() => host.stop());

  it.each(ordered)('answers as recorded when $scenario: $description', async (recording) => {
    const { agree, differ } = await replay(recording, await url);
    for (const { title, recorded, replayed } of agree) expect({ title, ...replayed }).toEqual({ title, ...recorded });
    expect(differ.filter(({ recorded, replayed }) => isSame(recorded, replayed)).map(({ title }) => title)).toEqual([]);
  });

  it('has no difference on its list that belongs to no recording', () => {
    const scenarios = new Set(recordings.map(({ scenario }) => scenario));
    expect(differences.filter(({ scenario }) => !scenarios.has(scenario))).toEqual([]);
  });
});

/** Exchanges that have to agree, and those that are known to differ. */
async function replay(recording: Recording, url: string): Promise<{ agree: Compared[]; differ: Compared[] }> {
  const { known, maybe } = differencesOf(recording.scenario);
  const agree: Compared[] = [];
  const differ: Compared[] = [];
  let index = 0;
  for await (const compared of new Replay(url).run(recording, known)) {
    if (!known.has(index)) agree.push(compared);
    else if (!maybe.has(index)) differ.push(compared);
    index += 1;
  }
  return { agree, differ };
}
