import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { useApp } from '../support/app';
import { aSignUp, confirm, signUp } from '../support/customers';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

const Line = z.object({
  instanceId: z.string(),
  runtimeStatus: z.string(),
  input: z.looseObject({}),
  customStatus: z.looseObject({}),
});

async function exportedTo(folder: string): Promise<z.infer<typeof Line>[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.jsonl'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => text.trim().split('\n')).map((line) => Line.parse(JSON.parse(line)));
}

async function withFolder(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  try {
    await story(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const policy = { RETENTION__COMPLETED_DAYS: '7', RETENTION__FAILED_DAYS: '20' };

describe('the retention', () => {
  it('exports each ending after its age and then purges it, and leaves what still runs', async () => {
    await withFolder(async (folder) => {
      await using app = await useApp({ ...policy, RETENTION__EXPORT_FOLDER: folder });
      const bought = await app.buy(anOrder());
      const failed = await app.buy(anOrder({ cardToken: 'tok_outage' }));
      await app.host.skip({ days: 6 });
      expect(await exportedTo(folder)).toEqual([]);
      await app.host.skip({ days: 2 });
      const waiting = await app.buy(anExpensiveOrder());
      await app.host.skip({ days: 2 });
      expect(await exportedTo(folder)).toMatchObject([{ instanceId: bought.id, runtimeStatus: 'Completed' }]);
      expect(await app.get(`/processes/purchase/${bought.id}`)).toMatchObject({ status: 404 });
      expect(await app.get(`/processes/purchase/${waiting.id}`)).toMatchObject({ body: { state: 'waiting' } });
      expect(await app.get(`/processes/purchase/${failed.id}`)).toMatchObject({ body: { state: 'failed' } });
    });
  });

  it('purges nothing that cannot be exported', async () => {
    await withFolder(async (folder) => {
      const blocked = join(folder, 'a-file');
      await writeFile(blocked, '');
      await using app = await useApp({ ...policy, RETENTION__EXPORT_FOLDER: blocked });
      const bought = await app.buy(anOrder());
      await app.host.skip({ days: 12 });
      expect(await app.get(`/processes/purchase/${bought.id}`)).toMatchObject({ body: { state: 'completed' } });
    });
  });

  it('exports nothing personal of an onboarding, because no erasure reaches the export', async () => {
    await withFolder(async (folder) => {
      await using app = await useApp({ ...policy, RETENTION__EXPORT_FOLDER: folder });
      const customer = await signUp(app, aSignUp('billing-refused'));
      await confirm(app, customer);
      await app.host.skip({ days: 9 });
      const lines = await exportedTo(folder);
      const systems = ['crm', 'billing', 'support'].map((system) => `${customer.id}:provisioning:${system}`);
      expect(lines.map(({ instanceId }) => instanceId).sort()).toEqual([customer.id, ...systems].sort());
      expect(lines.map(({ input }) => input['customer'])).toEqual(lines.map(() => ({ id: 'ada' })));
      expect(JSON.stringify(lines)).not.toMatch(/@example|Lovelace/);
    });
  });
});
