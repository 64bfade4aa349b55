import { expect, it } from '@jest/globals';
import { blobArchive } from '../../../src/retention/blob-archive';
import { FakeService } from '../../support/fake-service';

it('writes a blob with the token of the managed identity, and says when it is refused', async () => {
  const storage = await FakeService.start();
  const identity = await FakeService.start();
  identity.answer = { status: 200, body: { access_token: 'secret' } };
  storage.answer = { status: 201, body: {} };
  try {
    const archive = blobArchive(`${storage.url}/exports`, {
      ...{ endpoint: `${identity.url}/token`, header: 'h', clientId: 'the-app' },
    });
    await archive.write('2026-01-01/a.jsonl', '{}\n');
    expect(identity.received[0]).toMatchObject({
      headers: { 'x-identity-header': 'h' },
      path: expect.stringMatching(/resource=https.*&client_id=the-app/),
    });
    expect(storage.received[0]).toMatchObject({
      ...{ method: 'PUT', path: '/exports/2026-01-01/a.jsonl', body: '{}\n' },
      headers: { authorization: 'Bearer secret', 'x-ms-blob-type': 'BlockBlob' },
    });
    storage.answer = { status: 403, body: {} };
    await expect(archive.write('b.jsonl', '')).rejects.toThrow('The blob b.jsonl was refused with status 403.');
  } finally {
    await Promise.all([storage.stop(), identity.stop()]);
  }
});
