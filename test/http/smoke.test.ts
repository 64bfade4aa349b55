/** What may be asked of any environment, production too: nothing here has an effect outside of the app. */
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { get, post, start, unique } from './app-client';
import { aProblem } from './reply';

const Catalogue = z.object({
  processes: z.array(z.object({ name: z.string(), links: z.object({ self: z.url(), start: z.url() }) })),
});

describe('the deployed app', () => {
  it('has started', async () => {
    expect(await get('/health')).toMatchObject({ status: 200, body: { status: 'healthy' } });
  });

  it('names its processes, each at an address that answers', async () => {
    const { processes } = Catalogue.parse((await get('/processes')).body);
    expect(processes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['purchase', 'account-opening', 'onboarding', 'back-office-case', 'trip-booking']),
    );
    for (const { name, links } of processes) expect(await get(links.self)).toMatchObject({ body: { name } });
  });

  it('documents its API', async () => {
    const { status, body } = await get('/openapi.json');
    expect({ status, body }).toMatchObject({ status: 200, body: { openapi: '3.1.0', servers: [{ url: '/api' }] } });
    expect(await get('/docs')).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
  });

  it('refuses what is not well formed', async () => {
    const order = { from: 'ACC-ADA', to: 'ACC-BOB', cents: -1 };
    expect(await post('/processes/transfer', order, { key: unique() })).toMatchObject(
      aProblem(400, 'request.invalid', 'cents'),
    );
  });

  it('runs a process to its end: a transfer from an account that nobody has', async () => {
    const transfer = await start('transfer', { from: `ACC-${unique()}`, to: 'ACC-BOB', cents: 1 });
    expect(await transfer.result()).toMatchObject({ outcome: 'rejected', by: 'from', reason: 'unknownAccount' });
  });
});
