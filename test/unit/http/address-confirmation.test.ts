import { createHash } from 'node:crypto';
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { expect, it } from '@jest/globals';
import { emailVerification, type EmailVerificationState } from '../../../src/entities/email-verification/contract';
import { addressConfirmationRoutes } from '../../../src/http/address-confirmation';
import { patience } from '../../../src/http/poll';
import { FakeClient } from '../../support/fake-client';

const mailed: EmailVerificationState = {
  secretHashes: [createHash('sha256').update('sesame').digest('base64url')],
  expiresAt: null,
  ending: null,
};

async function confirm(client: FakeClient): Promise<HttpResponseInit> {
  const route = addressConfirmationRoutes().find(({ name }) => name === 'confirm-address');
  const request = new HttpRequest({
    ...{ method: 'POST', url: 'http://h/api/confirmations/o-1', params: { id: 'o-1' } },
    ...{ headers: { 'Content-Type': 'application/json' }, body: { string: '{"secret":"sesame"}' } },
  });
  // This route answers JSON with plain parts.
  return (await route?.handler(request, client, () => undefined)) as HttpResponseInit;
}

/** Knows of the mail from the first look at its instance on, and of the confirmation as soon as it is told. */
class LateVerification extends FakeClient {
  override afterLook = (): Promise<void> => {
    if (this.events.length === 0) this.#note(mailed);
    return Promise.resolve();
  };

  override raiseEvent(id: string, name: string): Promise<void> {
    this.#note({ ...mailed, ending: { outcome: 'confirmed', at: '2026-01-01T00:00:00Z' } });
    return super.raiseEvent(id, name);
  }

  #note(state: EmailVerificationState): void {
    this.putEntity(emailVerification.name, 'o-1', state);
  }
}

it('waits for an onboarding that has not told of its mail yet', async () => {
  const client = new LateVerification();
  client.put({ instanceId: 'o-1', name: 'onboarding' });
  expect(await confirm(client)).toMatchObject({ status: 200, jsonBody: { confirmation: 'confirmed' } });
});

it('refuses at once what belongs to no onboarding', async () => {
  expect(await confirm(new FakeClient())).toMatchObject({ status: 404 });
});

it('refuses at once an instance of another process: nobody who is unknown learns that it runs', async () => {
  const client = new FakeClient();
  client.put({ instanceId: 'o-1', name: 'purchase' });
  const begun = performance.now();
  expect(await confirm(client)).toMatchObject({ status: 404 });
  expect(performance.now() - begun).toBeLessThan(patience.withinMs / 2);
});
