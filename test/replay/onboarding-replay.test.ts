import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { projectFolder } from './changed-app';

const folder = join(__dirname, 'onboardings', 'v1');
const files = readdirSync(folder);
const Recorded = z.object({
  runtimeStatus: z.string(),
  output: z.looseObject({ outcome: z.string() }).catch({ outcome: '' }),
});

describe('recorded onboardings and erasures', () => {
  it('are under way at every long wait, or have ended', () => {
    const ends = files.map((file) => {
      const { runtimeStatus, output } = Recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      return [file, runtimeStatus, output.outcome];
    });
    expect(ends).toEqual([
      ['billing-refused.json', 'Completed', 'rejected'],
      ['erased.json', 'Completed', 'erased'],
      ['erasure-to-be-withdrawn.json', 'Running', ''],
      ['expired.json', 'Completed', 'expired'],
      ['onboarded.json', 'Completed', 'onboarded'],
      ['support-later.json', 'Running', ''],
      ['waiting-for-confirmation.json', 'Running', ''],
      ['welcomed.json', 'Running', ''],
    ]);
  });

  it("go on with today's app", async () => {
    const services = await mkdtemp(join(tmpdir(), 'replay-'));
    await using host = await startTestHost(projectFolder, { env: { DATA_FOLDER: services } });
    for (const file of files) expect((await host.replay(join(folder, file))).steps).toBeGreaterThan(2);
    await host.stop();
    await rm(services, { recursive: true, force: true });
  }, 120_000);
});
