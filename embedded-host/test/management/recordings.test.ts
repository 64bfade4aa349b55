import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startApp, temporaryFolder } from '../cli/spawned-host';
import { differenceAt, differences } from './differences';
import { recordings } from './recording';
import type { Compared } from './replay';
import { Replay, isSame } from './replay';
import { partsOf, without } from './parts';

/** Its lists show every instance of the host, so it goes first. */
const first = 'list_api';
const ordered = [...recordings].sort((one, other) => Number(other.scenario === first) - Number(one.scenario === first));

describe('the management API against recordings of the real host', () => {
  const storage = temporaryFolder();
  // As the recorded host, this one asks for keys.
  const host = startApp('recorded', '--storage', storage.path, '--auth');
  const count = { agreed: 0, excepted: 0 };
  let replay: () => Replay;
  beforeAll(async () => {
    const url = await host.url();
    const key = systemKeyIn(storage.path);
    replay = () => new Replay(url, key);
  });
  afterAll(async () => {
    await host.stop();
    storage.remove();
    process.stdout.write(
      `Recordings: ${recordings.length.toString()} scenarios, ${count.agreed.toString()} exchanges agree in everything, ` +
        `${count.excepted.toString()} in all but what the list of differences names.\n`,
    );
  });

  it.each(ordered)('answers as recorded when $scenario: $description', async (recording) => {
    const once = new Set(differences.filter(isOf(recording.scenario)).flatMap(({ exchanges }) => exchanges));
    let index = 0;
    for await (const compared of replay().run(recording, once)) {
      check(recording.scenario, index, compared);
      index += 1;
    }
    expect(index).toBe(recording.http.length);
  });

  /** What is not on the list has to agree; what is on it has to differ in the parts that are named, and only there. */
  function check(scenario: string, index: number, { title, recorded, replayed }: Compared): void {
    const difference = differenceAt(scenario, index);
    count[difference ? 'excepted' : 'agreed'] += 1;
    const differs = difference?.differs ?? [];
    expect({ title, ...without(replayed, differs) }).toEqual({ title, ...without(recorded, differs) });
    if (!difference || difference.maybe) return;
    const needless = differs.filter((path) => isSame(partsOf(recorded, path), partsOf(replayed, path)));
    expect({ title, needless }).toEqual({ title, needless: [] });
  }

  it('has no difference on its list that belongs to no exchange', () => {
    const lengths = new Map(recordings.map(({ scenario, http }) => [scenario, http.length]));
    const strangers = differences.filter(({ scenario, exchanges }) =>
      exchanges.some((exchange) => exchange >= (lengths.get(scenario) ?? 0)),
    );
    expect(strangers).toEqual([]);
  });
});

function isOf(wanted: string): (difference: { readonly scenario: string }) => boolean {
  return ({ scenario }) => scenario === wanted;
}

const Keys = z.object({ systemKeys: z.object({ durabletask_extension: z.string() }) });

function systemKeyIn(folder: string): string {
  return Keys.parse(JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8'))).systemKeys.durabletask_extension;
}
