/** The same orchestrators on our engine and on the in-memory engine of @microsoft/durabletask-js. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../crash/chance';
import { registerOurs, tellOurs } from './our-engine';
import { tellPeer } from './peer-engine';
import { aProgram, deedsFor } from './random-story';
import { library, performances } from './stories';

beforeAll(() => registerOurs(library));

describe('our engine and the one of durabletask-js', () => {
  it.each(performances)('tell $shows alike', async (performance) => {
    expect(await tellOurs(performance)).toEqual(await tellPeer(library, performance));
  });

  it(`tell random stories alike (CRASH_SEED=${seed})`, async () => {
    const alike = fc.asyncProperty(aProgram, async (program) => {
      const performance = { story: 'program', input: program, deeds: deedsFor(program) };
      expect(await tellOurs(performance)).toEqual(await tellPeer(library, performance));
    });
    await fc.assert(alike, { seed, numRuns: Number(process.env['RUNS'] ?? 120) });
  }, 120_000);
});
