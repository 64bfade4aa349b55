import { afterEach, describe, expect, it } from '@jest/globals';
import { appFolder, SpawnedHost, temporaryFolder } from '../cli/spawned-host';

describe('two hosts on one store', () => {
  const folder = temporaryFolder();
  const hosts: SpawnedHost[] = [];
  afterEach(async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    folder.remove();
  });

  const start = (): SpawnedHost => {
    const host = new SpawnedHost([appFolder('es-module'), '--port', '0', '--storage', folder.path]);
    hosts.push(host);
    return host;
  };

  it('cannot be: the second is refused with one sentence, and the first goes on', async () => {
    const first = start();
    const url = await first.url();
    const { code, errors } = await start().ended;
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(
        /^The store "[^"\n]*" is in use by another host: stop that one or choose another folder\.\n$/,
      ),
    ]);
    expect(await (await fetch(`${url}/api/greet`)).text()).toBe('hello from a module');
    await first.stop();
    expect(await start().url()).toMatch(/^http:/);
  }, 30_000);
});
