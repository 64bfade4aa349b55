import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, startApp, temporaryFolder } from './spawned-host';

const management = '/runtime/webhooks/durabletask';

describe('stopping', () => {
  let folder = temporaryFolder();
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const start = () => new SpawnedHost([appFolder('recorded'), '--port', '0', '--storage', folder.path]);

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with exit code 0 on %s', async (signal) => {
    const host = startApp('es-module');
    await host.url();
    host.signal(signal);
    expect((await host.ended).code).toBe(0);
  });

  it('lets a request under way end', async () => {
    const host = start();
    const answer = fetch(`${await host.url()}/api/orchestrators/timer1s/wait`, { method: 'POST' });
    await host.outputMatching(/Serving/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await host.stop();
    expect(await (await answer).json()).toEqual({ fired: true });
  });

  it('keeps instances for the next start, also when it was killed', async () => {
    const first = start();
    const begin = `${management}/orchestrators/longWait/order-1`;
    await fetch((await first.url()) + begin, { method: 'POST', body: '{"n":1}' });
    first.signal('SIGKILL');
    await first.ended;
    const second = start();
    const url = (await second.url()) + management;
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/instances/order-1/raiseEvent/finish`, { method: 'POST', headers, body: '"now"' });
    const status = async () => (await (await fetch(`${url}/instances/order-1`)).json()) as Record<string, unknown>;
    while ((await status())['runtimeStatus'] !== 'Completed');
    expect(await status()).toMatchObject({ input: { n: 1 }, output: { finishedWith: 'now' } });
    await second.stop();
  });

  it('tells at the next start how many instances go on', async () => {
    const first = start();
    const begin = `${await first.url()}${management}/orchestrators/longWait`;
    for (const id of ['order-1', 'order-2']) await fetch(`${begin}/${id}`, { method: 'POST', body: 'null' });
    expect((await first.stop()).output).not.toContain('unfinished');
    const second = start();
    await second.url();
    expect((await second.stop()).output).toContain('\n2 unfinished instances go on.\n');
  });
});
