import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appFolder, SpawnedHost } from '../cli/spawned-host';

describe('limits of requests in host.json', () => {
  const host = new SpawnedHost([appFolder('slow'), '--port', '0', '--storage', 'memory'], {
    AzureFunctionsJobHost__extensions__http__maxOutstandingRequests: '2',
  });
  let url = '';
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(() => host.stop());

  it('refuse the request above them with 429 and the time to wait, and the management API is not counted', async () => {
    const gone = new AbortController();
    const hanging = [1, 2].map(() => fetch(`${url}/hang`, { signal: gone.signal }).catch(() => 'gone'));
    let refused = await fetch(`${url}/quick`);
    while (refused.status === 200) refused = await fetch(`${url}/quick`);
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([429, '1', '']);
    expect((await fetch(`${url}/runtime/webhooks/durabletask/instances`)).status).toBe(200);
    gone.abort();
    await Promise.all(hanging);
  });
});
