import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { SpawnedHost } from '../cli/spawned-host';
import { startApp } from '../cli/spawned-host';

describe('loading an app', () => {
  let host: SpawnedHost | undefined;
  afterEach(async () => {
    await host?.stop();
  });

  const text = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

  it('runs ES modules, with top-level await and durable functions', async () => {
    host = startApp('es-module');
    const url = await host.url();
    const start = '/runtime/webhooks/durabletask/orchestrators/hello?timeout=5&pollingInterval=1';
    expect(await text(`${url}/api/greet`)).toBe('hello from a module');
    expect(await text(url + start, { method: 'POST', body: '"abc"' })).toBe('"ABC"');
  });

  it('names a trigger and a binding that are not emulated, and runs the rest', async () => {
    host = startApp('mixed-triggers');
    expect(await text(`${await host.url()}/api/greet`)).toBe('hello');
    expect(host.output).toMatch(
      /warn {2}Function onMessage is not triggered: its trigger queueTrigger is not emulated/,
    );
    expect(host.output).toMatch(/warn {2}Function greet: the output binding \w+ \(queue\) is not emulated/);
    expect(host.output).toContain('onMessage: queueTrigger (not emulated; invoke it with POST ');
  });
});

describe('an app whose main is a glob, with hooks', () => {
  const host = startApp('glob-main');
  afterAll(() => host.stop());

  it('loads every file that matches, CommonJS and ES modules, and no other', async () => {
    const url = await host.url();
    expect(await (await fetch(`${url}/api/one`)).text()).toBe('one');
    expect(await (await fetch(`${url}/api/two`)).text()).toBe('two');
  });

  it('runs appStart before its functions, and lets preInvocation replace a handler', async () => {
    expect((await fetch(`${await host.url()}/api/one`)).headers.get('x-started')).toBe('yes');
  });

  it('lets postInvocation replace an error by a result', async () => {
    const answer = await fetch(`${await host.url()}/api/sick`);
    expect([answer.status, await answer.text()]).toEqual([200, 'healed']);
  });
});
