import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { projectFolder } from './changed-app';

const Recorded = z.object({
  runtimeStatus: z.string(),
  output: z.looseObject({ outcome: z.string() }).catch({ outcome: '' }),
});

function recorded(process: string) {
  const folder = join(__dirname, process, 'v1');
  const files = readdirSync(folder).map((file) => join(folder, file));
  const endOf = (file: string) => {
    const { runtimeStatus, output } = Recorded.parse(JSON.parse(readFileSync(file, 'utf8')));
    return [basename(file, '.json'), runtimeStatus, output.outcome];
  };
  return { files, ends: files.map(endOf) };
}

const cases = recorded('back-office-case');
const batches = recorded('back-office-batch');

describe('recorded back-office cases and batches', () => {
  it('have come to ends of every kind, and some are under way', () => {
    expect(cases.ends).toEqual([
      ['approved-by-rule', 'Completed', 'approved'],
      ['cancelled', 'Completed', 'cancelled'],
      ['information-expired', 'Completed', 'expired'],
      ['informed', 'Running', ''],
      ['not-allowed', 'Completed', 'rejected'],
      ['undecided', 'Completed', 'expired'],
      ['validation-down', 'Running', ''],
      ['waiting-for-clerk', 'Running', ''],
      ['waiting-for-information', 'Running', ''],
    ]);
    expect(batches.ends).toEqual([
      ['completed', 'Completed', 'completed'],
      ['paused', 'Running', ''],
    ]);
  });

  it("go on with today's orchestrators", async () => {
    const services = await mkdtemp(join(tmpdir(), 'replay-'));
    await using host = await startTestHost(projectFolder, { env: { DATA_FOLDER: services } });
    for (const file of [...cases.files, ...batches.files]) {
      expect((await host.replay(file)).steps).toBeGreaterThan(2);
    }
    await host.stop();
    await rm(services, { recursive: true, force: true });
  }, 60_000);
});
