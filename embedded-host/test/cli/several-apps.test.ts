import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, temporaryFolder } from './spawned-host';

const management = '/runtime/webhooks/durabletask';
const modules = join(__dirname, '..', '..', '..', 'node_modules');

describe('several apps at once', () => {
  it('run side by side with their own ports and their own default storage', async () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    const hosts = folders.map(({ path }) => {
      cpSync(appFolder('durability'), path, { recursive: true });
      symlinkSync(modules, join(path, 'node_modules'));
      return new SpawnedHost([path, '--port', '0']);
    });
    const urls = await Promise.all(hosts.map((host) => host.url()));
    await fetch(`${urls[0] ?? ''}${management}/orchestrators/waitsForTwo/same-id`, { method: 'POST' });
    const statuses = await Promise.all(
      urls.map(async (url) => (await fetch(`${url}${management}/instances/same-id`)).status),
    );
    const stored = folders.map(({ path }) => existsSync(join(path, '.durable')));
    await Promise.all(hosts.map((host) => host.stop()));
    for (const folder of folders) folder.remove();
    expect([new Set(urls).size, statuses, stored]).toEqual([2, [202, 404], [true, true]]);
  });
});
