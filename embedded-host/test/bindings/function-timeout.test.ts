import { afterAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

describe('functionTimeout of host.json', () => {
  const host = startApp('slow');
  afterAll(() => host.stop());

  it('answers 500 for an HTTP function that takes longer, and logs why', async () => {
    const answer = await fetch(`${await host.url()}/hang`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    await host.outputMatching(
      / error hang \[[^\]]+\] .*Timeout value of 00:00:01 was exceeded by function: Functions\.hang/,
    );
  });

  it('lets an activity fail that takes longer', async () => {
    const start = '/runtime/webhooks/durabletask/orchestrators/patient?timeout=8&pollingInterval=1';
    const answer = await fetch((await host.url()) + start, { method: 'POST' });
    expect(await answer.json()).toContain('Timeout value of 00:00:01 was exceeded by function: Functions.hangingStep');
  });
});

describe('an empty routePrefix', () => {
  const host = startApp('slow');
  afterAll(() => host.stop());

  it('serves functions at the root, beside the routes of the host', async () => {
    const url = await host.url();
    expect(await (await fetch(`${url}/quick`)).text()).toBe('quick');
    expect((await fetch(`${url}/admin/host/status`)).status).toBe(200);
    expect(host.output).toContain(`quick: [GET] ${url}/quick\n`);
  });

  it('leaves the routes of the host to the host', async () => {
    expect((await fetch(`${await host.url()}/admin/mine`)).status).toBe(404);
    expect(host.output).toMatch(/Function reserved is not served: its route "admin\/mine" cannot be used/);
  });
});
