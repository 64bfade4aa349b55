import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder } from '../cli/spawned-host';

const folder = appFolder('typescript');
const compiler = require.resolve('typescript/bin/tsc');

describe('an app written in TypeScript', () => {
  let host: SpawnedHost | undefined;
  beforeAll(async () => {
    execFileSync(process.execPath, [compiler, '-p', folder]);
    host = new SpawnedHost([join(folder), '--port', '0', '--storage', 'memory']);
    await host.url();
  }, 60_000);
  afterAll(() => host?.stop());

  it('runs after its own build, with orchestrations and entities', async () => {
    const answer = await fetch(`${(await host?.url()) ?? ''}/api/count/one`, { method: 'POST' });
    expect(await answer.json()).toBe(5);
  });
});
