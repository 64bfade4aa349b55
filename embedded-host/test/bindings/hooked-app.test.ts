import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

describe('an app with hooks and log levels', () => {
  const host = startApp('hooked');
  let url = '';
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(() => host.stop());

  const call = (name: string) => fetch(`${url}/api/${name}`);

  it('replaces a function before it runs, and shares hook data between the hooks of an invocation', async () => {
    const answer = await call('replaced');
    expect([await answer.text(), answer.headers.get('x-inputs')]).toEqual(['by the hook', '1']);
  });

  it('never runs a hook that is disposed of', async () => {
    expect((await call('replaced')).status).toBe(200);
    expect(host.output).not.toContain('a disposed hook ran');
  });

  it('sees what a function threw', async () => {
    expect((await call('failing')).status).toBe(500);
    await host.outputMatching(/ error failing \[[^\]]+\] Error: no luck/);
  });

  it('logs from the level on that host.json sets, and nothing below', async () => {
    await call('quiet');
    await host.outputMatching(/ error quiet \[[0-9a-f-]{36}\] quiet error/);
    expect(host.output).toMatch(/ warn {2}quiet \[[0-9a-f-]{36}\] quiet warn/);
    expect(host.output).not.toMatch(/quiet (trace|debug|info|log)/);
  });

  it('logs every level of a function that host.json sets to trace', async () => {
    await call('chatty');
    await host.outputMatching(/chatty error 7/);
    const levels = [...host.output.matchAll(/Z (\w+) +chatty \[[^\]]+\] chatty (\w+) 7/g)];
    expect(levels.map(([, shown, called]) => [shown, called])).toEqual([
      ['trace', 'trace'],
      ['debug', 'debug'],
      ['info', 'info'],
      ['info', 'log'],
      ['warn', 'warn'],
      ['error', 'error'],
    ]);
  });

  it('logs nothing of a function that host.json sets to none', async () => {
    await call('mute');
    expect(host.output).not.toContain('never seen');
  });

  it('lets log hooks change message and level, knowing the invocation', async () => {
    await call('quiet');
    await host.outputMatching(/ error quiet \[[^\]]+\] louder/);
    expect(host.output).toMatch(/ warn {2}quiet \[[^\]]+\] hidden/);
    expect(host.output).toMatch(/ warn {2}quiet \[[^\]]+\] quiet 1/);
    expect(host.output).not.toContain('secret');
  });

  it('shows what is written to the console', async () => {
    await call('quiet');
    await host.outputMatching(/from the console/);
  });

  it('runs appTerminate when it stops, with the data of appStart', async () => {
    const { output } = await host.stop();
    expect(output).toContain('terminating, begun: true');
  });
});
