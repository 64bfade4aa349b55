import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, temporaryFolder } from './spawned-host';

describe('timer functions over a restart', () => {
  let folder = temporaryFolder();
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const run = async (pattern: RegExp) => {
    const env = { EVERY: '0 0 0 1 1 *', CI: 'false' };
    const host = new SpawnedHost([appFolder('timers'), '--port', '0', '--storage', folder.path], env);
    await host.outputMatching(pattern);
    await host.url();
    return host.stop();
  };

  it('make up for what fell due while no host ran', async () => {
    await run(/Serving/);
    const file = join(folder.path, 'timers.json');
    const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
    const longAgo = Date.now() - 400 * 86_400_000;
    writeFileSync(file, JSON.stringify({ ...before, eachSecond: { last: longAgo, lastUpdated: longAgo } }));
    const { output } = await run(/ticked/);
    expect(output).toMatch(/ticked true/);
  });
});
