import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, temporaryFolder } from './spawned-host';

const management = '/runtime/webhooks/durabletask';
const modules = join(__dirname, '..', '..', '..', 'node_modules');

describe('embedded-host start --watch', () => {
  let folder = temporaryFolder();
  let host: SpawnedHost | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
    symlinkSync(modules, join(folder.path, 'node_modules'));
  });
  afterEach(async () => {
    await host?.stop();
    folder.remove();
  });

  const start = async (app: string) => {
    cpSync(appFolder(app), folder.path, { recursive: true });
    host = new SpawnedHost([folder.path, '--port', '0', '--watch']);
    return { host, url: await host.url() };
  };
  const write = (file: string, text: string) => writeFileSync(join(folder.path, file), text);
  const times = async (running: SpawnedHost, pattern: string, count: number) =>
    running.outputMatching(new RegExp(`(?:${pattern}[^]*){${count}}`));

  it('serves a changed ES module app at the same address', async () => {
    const { host: running, url } = await start('es-module');
    write('index.js', "import { app } from '@azure/functions';\napp.get('greet', () => ({ body: 'changed' }));\n");
    await times(running, 'Serving on', 2);
    expect(await (await fetch(`${url}/api/greet`)).text()).toBe('changed');
  });

  it('lets instances go on', async () => {
    const { host: running, url } = await start('durability');
    await fetch(`${url}${management}/orchestrators/waitsForTwo/order-1`, { method: 'POST', body: '5' });
    await fetch(`${url}${management}/instances/order-1/raiseEvent/first`, {
      method: 'POST',
      body: '"one"',
      headers: { 'content-type': 'application/json' },
    });
    write('host.json', '{ "version": "2.0" }');
    await times(running, 'Serving on', 2);
    const status = await (await fetch(`${url}${management}/instances/order-1`)).json();
    expect(status).toMatchObject({ name: 'waitsForTwo', runtimeStatus: 'Running', input: 5 });
  });

  it('waits for the next change when the app is broken, and serves it then', async () => {
    const { host: running, url } = await start('es-module');
    write('index.js', 'throw new Error("half saved");');
    await running.outputMatching(/ended with exit code 1; it starts again when the app changes/);
    expect(running.errors).toContain('index.js could not be loaded: half saved');
    write('index.js', "import { app } from '@azure/functions';\napp.get('greet', () => ({ body: 'whole' }));\n");
    await times(running, 'Serving on', 2);
    expect(await (await fetch(`${url}/api/greet`)).text()).toBe('whole');
  });

  it('sees a build that makes its folder anew', async () => {
    const { host: running, url } = await start('glob-main');
    rmSync(join(folder.path, 'src'), { recursive: true });
    mkdirSync(join(folder.path, 'src'));
    write('src/index.js', "require('@azure/functions').app.get('built', () => ({ body: 'anew' }));\n");
    await times(running, 'Serving on', 2);
    expect(await (await fetch(`${url}/api/built`)).text()).toBe('anew');
  });

  it('does not mind other files', async () => {
    const { host: running, url } = await start('es-module');
    write('data.json', '{}');
    write('notes.txt', 'nothing');
    write('index.js', "import { app } from '@azure/functions';\napp.get('greet', () => ({ body: 'last' }));\n");
    await times(running, 'Serving on', 2);
    expect(running.output.match(/The app has changed/g)).toHaveLength(1);
    expect(await (await fetch(`${url}/api/greet`)).text()).toBe('last');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with its host and exit code 0 on %s', async (signal) => {
    const { host: running, url } = await start('es-module');
    running.signal(signal);
    expect((await running.ended).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('takes its host with it when it is killed', async () => {
    const { host: running, url } = await start('es-module');
    running.signal('SIGKILL');
    await running.ended;
    await expect(
      (async () => {
        for (;;) await fetch(url);
      })(),
    ).rejects.toThrow();
  });
});
