import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { projectFolder } from './changed-app';

const folder = join(__dirname, 'trip-booking', 'v1');
const recordings = readdirSync(folder).map((file) => basename(file, '.json'));
const fileOf = (recording: string) => join(folder, `${recording}.json`);

const Recorded = z.object({
  runtimeStatus: z.string(),
  output: z.looseObject({ outcome: z.string() }).catch({ outcome: '' }),
});
const endOf = (recording: string) => {
  const { runtimeStatus, output } = Recorded.parse(JSON.parse(readFileSync(fileOf(recording), 'utf8')));
  return [recording, runtimeStatus, output.outcome];
};

describe('recorded trips', () => {
  it('have come to ends of every kind, and some are under way', () => {
    expect(recordings.map(endOf)).toEqual([
      ['alternative', 'Running', ''],
      ['booked', 'Running', ''],
      ['cancelled-late', 'Completed', 'cancelled'],
      ['cancelled', 'Completed', 'cancelled'],
      ['card-declined', 'Completed', 'rejected'],
      ['consent-expired', 'Completed', 'expired'],
      ['departed', 'Completed', 'departed'],
      ['held-anew', 'Running', ''],
      ['hotel-down', 'Failed', ''],
      ['not-confirmed', 'Running', ''],
      ['sold-out', 'Completed', 'rejected'],
      ['waiting-for-consent', 'Running', ''],
    ]);
  });

  it("go on with today's orchestrator", async () => {
    const services = await mkdtemp(join(tmpdir(), 'replay-'));
    await using host = await startTestHost(projectFolder, { env: { DATA_FOLDER: services } });
    for (const recording of recordings) {
      expect((await host.replay(fileOf(recording))).steps).toBeGreaterThan(2);
    }
    await host.stop();
    await rm(services, { recursive: true, force: true });
  });
});
