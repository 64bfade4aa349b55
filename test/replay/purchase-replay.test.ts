import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replayHistory, startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { ChangedApp, projectFolder } from './changed-app';

const folder = join(__dirname, 'recordings');
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

describe('recorded purchases', () => {
  it('have come to every end that a purchase can have, and one is under way', () => {
    expect(recordings.map(endOf)).toEqual([
      ['approved', 'Completed', 'fulfilled'],
      ['cancelled', 'Completed', 'cancelled'],
      ['capture-declined', 'Completed', 'rejected'],
      ['expired', 'Completed', 'expired'],
      ['fulfilled', 'Completed', 'fulfilled'],
      ['out-of-stock', 'Completed', 'rejected'],
      ['payment-down', 'Failed', ''],
      ['payment-retried', 'Completed', 'fulfilled'],
      ['two-warehouses', 'Completed', 'fulfilled'],
      ['undeliverable', 'Completed', 'undeliverable'],
      ['waiting-for-approval', 'Running', ''],
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

describe('a purchase with swapped steps', () => {
  it('is found, with the first step that differs', async () => {
    await using app = await ChangedApp.make();
    app.swapInPurchase('const stock =', 'const risk =', 'const giveBack =');
    const replayed = replayHistory(app.folder, fileOf('fulfilled'), { env: { DATA_FOLDER: app.folder } });
    await expect(replayed).rejects.toThrow(
      /fulfilled\.json\.\nFirst difference: turn 2 of \d+, step 3\n.*: entity call @\S+\.reserve\n.*: +activity fraud\.scoreOrder\n/,
    );
  });

  it('and the copy of the app alone makes no difference', async () => {
    await using app = await ChangedApp.make();
    const report = await replayHistory(app.folder, fileOf('fulfilled'), { env: { DATA_FOLDER: app.folder } });
    expect(report.steps).toBeGreaterThan(2);
  });
});
