import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { projectFolder } from './changed-app';

const folder = join(__dirname, 'account-opening', 'v1');
const recordings = readdirSync(folder).map((file) => basename(file, '.json'));
const fileOf = (recording: string) => join(folder, `${recording}.json`);

const Recorded = z.object({
  runtimeStatus: z.string(),
  output: z.looseObject({ outcome: z.string() }).catch({ outcome: '' }),
});

describe('recorded account openings', () => {
  it('have come to every end that one can have, and one is under way', () => {
    const ends = recordings.map((recording) => {
      const { runtimeStatus, output } = Recorded.parse(JSON.parse(readFileSync(fileOf(recording), 'utf8')));
      return [recording, runtimeStatus, output.outcome];
    });
    expect(ends).toEqual([
      ['cancelled', 'Completed', 'cancelled'],
      ['core-banking-down', 'Failed', ''],
      ['documents-expired', 'Completed', 'expired'],
      ['documents-missing', 'Running', ''],
      ['documents-provided', 'Completed', 'opened'],
      ['not-activated', 'Completed', 'rejected'],
      ['opened', 'Completed', 'opened'],
      ['rejected-by-rules', 'Completed', 'rejected'],
      ['review-expired', 'Completed', 'expired'],
      ['reviewed', 'Completed', 'opened'],
    ]);
  });

  it("go on with today's app", async () => {
    const services = await mkdtemp(join(tmpdir(), 'replay-'));
    await using host = await startTestHost(projectFolder, { env: { DATA_FOLDER: services } });
    for (const recording of recordings) {
      expect((await host.replay(fileOf(recording))).steps).toBeGreaterThan(1);
    }
    await host.stop();
    await rm(services, { recursive: true, force: true });
  });
});
