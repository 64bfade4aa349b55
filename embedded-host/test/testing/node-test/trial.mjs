import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestHost } from 'embedded-host/testing';

test('the trial ends after 45 days', async () => {
  await using host = await startTestHost(join(import.meta.dirname, '..', 'apps', 'waiting'));
  const trial = await host.start('trial');
  await host.skip({ days: 45 });
  assert.equal(await trial.result(), 'slowly: end the trial');
});
