import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replayHistory, startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { ChangedApp, projectFolder } from './changed-app';

const recordingsOf = (version: number) => {
  const folder = join(__dirname, 'recordings', `v${version}`);
  return readdirSync(folder).map((file) => basename(file, '.json'));
};
const fileOf = (version: number, recording: string) =>
  join(__dirname, 'recordings', `v${version}`, `${recording}.json`);

const Recorded = z.object({
  runtimeStatus: z.string(),
  output: z.looseObject({ outcome: z.string() }).catch({ outcome: '' }),
});
const endOf = (version: number, recording: string) => {
  const { runtimeStatus, output } = Recorded.parse(JSON.parse(readFileSync(fileOf(version, recording), 'utf8')));
  return [recording, runtimeStatus, output.outcome];
};

/** The ends that a purchase of any version can have. */
const everyEnd = [
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
];

describe('recorded purchases', () => {
  it.each([
    [1, everyEnd],
    [2, [...everyEnd.slice(0, -1), ['void-stuck', 'Completed', 'rejected'], ...everyEnd.slice(-1)]],
  ])('of version %d have come to every end that a purchase can have, and one is under way', (version, ends) => {
    expect(recordingsOf(version).map((recording) => endOf(version, recording))).toEqual(ends);
  });

  it.each([1, 2])("of version %d go on with today's app", async (version) => {
    const services = await mkdtemp(join(tmpdir(), 'replay-'));
    await using host = await startTestHost(projectFolder, { env: { DATA_FOLDER: services } });
    for (const recording of recordingsOf(version)) {
      expect((await host.replay(fileOf(version, recording))).steps).toBeGreaterThan(2);
    }
    await host.stop();
    await rm(services, { recursive: true, force: true });
  });
});

const replayOn = (app: ChangedApp, version: number, recording: string) =>
  replayHistory(app.folder, fileOf(version, recording), { env: { DATA_FOLDER: app.folder } });

describe('an app that tells every purchase the newest story', () => {
  it('does not go on with an order of version 1, and the replay says where it turns off', async () => {
    await using app = await ChangedApp.make();
    app.replaceInPurchase('1: orchestrator_v1_1.purchaseV1', '1: purchaseV2');
    await expect(replayOn(app, 1, 'capture-declined')).rejects.toThrow(
      /capture-declined\.json\.\nFirst difference: turn \d+ of \d+, step \d+\n.*: no further step in this turn\n.*: +entity call @\S+\.release\n/,
    );
  });

  it('would go unnoticed by orders that have nothing to undo', async () => {
    await using app = await ChangedApp.make();
    app.replaceInPurchase('1: orchestrator_v1_1.purchaseV1', '1: purchaseV2');
    expect((await replayOn(app, 1, 'fulfilled')).steps).toBeGreaterThan(2);
  });
});

describe('a purchase with swapped steps', () => {
  it('is found, with the first step that differs', async () => {
    await using app = await ChangedApp.make();
    app.swapInPurchase('const stock =', 'const risk =', 'const giveBack =');
    await expect(replayOn(app, 2, 'fulfilled')).rejects.toThrow(
      /fulfilled\.json\.\nFirst difference: turn 2 of \d+, step 3\n.*: entity call @\S+\.reserve\n.*: +activity fraud\.scoreOrder\n/,
    );
  });

  it('and the copy of the app alone makes no difference', async () => {
    await using app = await ChangedApp.make();
    expect((await replayOn(app, 2, 'fulfilled')).steps).toBeGreaterThan(2);
  });
});
