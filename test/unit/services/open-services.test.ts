import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openServices, serviceNames } from '../../../src/services/open-services';
import { FakeService } from '../../support/fake-service';
import { anAuthorization, aPriceRequest, NOON } from './requests';

let folder: string;
let payments: FakeService;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'services-'));
  payments = await FakeService.start();
});
afterEach(async () => {
  await payments.stop();
  rmSync(folder, { recursive: true });
});

describe('the services of the app', () => {
  it('are stand-ins, except those that have a URL', async () => {
    payments.answer = { status: 200, body: { outcome: 'authorized', authorizationId: 'real', expiresAt: NOON } };
    const services = openServices({ dataFolder: folder, urls: { payments: payments.url } });
    const run = async (name: string, payload: unknown) =>
      services.activities.find(({ contract }) => contract.name === name)?.handle(payload, { idempotencyKey: 'k' });
    expect(await run('payments.authorize', anAuthorization())).toMatchObject({ authorizationId: 'real' });
    expect(await run('pricing.priceOrder', aPriceRequest())).toMatchObject({ outcome: 'priced' });
    services.close();
    expect(readdirSync(folder)).toEqual(['pricing.sqlite']);
  });

  it('offer the same activities, real or not', () => {
    const names = (urls: Record<string, string>) =>
      openServices({ dataFolder: folder, urls }).activities.map(({ contract }) => contract.name);
    const allReal = Object.fromEntries(serviceNames.map((service) => [service, payments.url]));
    expect(names(allReal)).toEqual(names({}));
  });

  it('leave no files before they are used', () => {
    openServices({ dataFolder: folder, urls: {} }).close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
