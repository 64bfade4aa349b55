import { describe, expect, it, jest } from '@jest/globals';
import type { TestInstance } from 'embedded-host/testing';
import { type App, useApp } from '../support/app';
import { accountsOf, aSignUp, confirm, onboard, provisioningOf, signUp } from '../support/customers';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

async function erase(app: App, customerId = 'ada'): Promise<TestInstance> {
  const instance = await app.host.start('erasure', { customerId });
  await app.host.settled();
  return instance;
}

const nothing = { crm: [], billing: [], support: [] };

describe('an erasure', () => {
  it('removes the customer everywhere, histories included, and certifies it', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    await app.host.skip({ days: 42 });
    const erasure = await erase(app);
    await app.host.skip({ days: 3 });
    expect(await erasure.result()).toMatchObject({
      outcome: 'erased',
      customerId: 'ada',
      certificate: {
        certificateId: erasure.id,
        histories: 1,
        systems: [
          { system: 'crm', records: 1, kept: [] },
          { system: 'billing', records: 1, kept: ['invoices without the name, for ten years'] },
          { system: 'support', records: 1, kept: [] },
          { system: 'notifications', records: 6, kept: [] },
        ],
      },
    });
    expect(accountsOf(app)).toEqual(nothing);
    expect(app.records.bytes()).not.toMatch(/ada@example\.com|Ada Lovelace/);
    expect(await customer.status()).toBeUndefined();
    expect(await provisioningOf(app, customer, 'crm', 'now').status()).toBeUndefined();
  });

  it('has neither name nor address in what is left of it', async () => {
    await using app = await useApp();
    await onboard(app);
    const erasure = await erase(app);
    await app.host.skip({ days: 3 });
    expect(JSON.stringify([await erasure.status(), await erasure.history()])).not.toMatch(/ada@|Lovelace/);
  });

  it('ends an onboarding that welcomes the customer, and no mail follows', async () => {
    await using app = await useApp();
    await onboard(app);
    const erasure = await erase(app);
    await app.host.skip({ days: 60 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
    expect(app.records.messages()).toEqual([]);
  });

  it('ends an onboarding that waits for the address, and its link is no longer good', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    const secret = new URL(app.records.secretMails()[0]?.link ?? '').hash.slice(1);
    const erasure = await erase(app);
    await app.host.skip({ days: 4 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
    expect((await confirm(app, customer, secret)).status).toBe(410);
    expect(accountsOf(app)).toEqual({ crm: [], billing: [], support: [] });
  });

  it('forgets a sign-up that was refused, too', async () => {
    await using app = await useApp();
    await onboard(app);
    const refused = await signUp(app);
    await erase(app);
    await app.host.skip({ days: 4 });
    expect(await refused.status()).toBeUndefined();
  });

  it('of a customer whom nobody knows is certified as well', async () => {
    await using app = await useApp();
    const erasure = await erase(app, 'nobody');
    await app.host.skip({ days: 3 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased', certificate: { histories: 0 } });
  });

  it('keeps the customer from being onboarded again', async () => {
    await using app = await useApp();
    const erasure = await erase(app);
    const meanwhile = await signUp(app);
    await app.host.skip({ days: 3 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
    expect(await meanwhile.result()).toMatchObject({ by: 'customerFile', reason: 'erasing' });
    expect(await (await signUp(app)).result()).toMatchObject({ by: 'customerFile', reason: 'erased' });
  });
});

describe('an erasure is rejected', () => {
  it('while the customer owes money, and the customer file is free again', async () => {
    await using app = await useApp();
    await onboard(app, aSignUp('billing-block-refused'));
    const erasure = await erase(app);
    expect(await erasure.result()).toEqual({
      ...{ outcome: 'rejected', customerId: 'ada', by: 'billing', reason: 'openBalance' },
    });
    expect(await app.host.entity('customerFile', 'ada').state()).toMatchObject({ state: 'customer', erasure: null });
  });

  it.each([
    ['erasing', 0],
    ['erased', 3],
  ])('when it is asked for twice: %s', async (reason, days) => {
    await using app = await useApp();
    await onboard(app);
    await erase(app);
    await app.host.skip({ days });
    const second = await erase(app);
    expect(await second.result()).toMatchObject({ outcome: 'rejected', by: 'customerFile', reason });
  });
});

describe('an erasure that is withdrawn', () => {
  it('leaves everything as it was', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    const erasure = await erase(app);
    expect(app.records.accounts('billing')).toMatchObject([{ isBlocked: true }]);
    const answer = await app.post(`/processes/erasure/${erasure.id}/cancel`, { reason: 'stays' });
    expect(answer.body).toMatchObject({ inTime: true });
    expect(await erasure.result()).toEqual({ outcome: 'withdrawn', customerId: 'ada', reason: 'stays' });
    expect(app.records.accounts('billing')).toMatchObject([{ isBlocked: false }]);
    expect(await customer.status()).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('comes too late once the erasing has begun', async () => {
    await using app = await useApp();
    await onboard(app, aSignUp('crm-erase-flaky-3'));
    const erasure = await erase(app);
    await app.host.skip({ days: 3, seconds: 1 });
    const answer = await app.post(`/processes/erasure/${erasure.id}/cancel`, {});
    expect(answer.status).toBe(409);
    await app.host.skip({ hours: 1 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
  });

  it("and cannot be undone is an operator's", async () => {
    await using app = await useApp();
    await onboard(app, aSignUp('billing-unblock-outage'));
    const erasure = await erase(app);
    await app.post(`/processes/erasure/${erasure.id}/cancel`, {});
    await app.host.skip({ days: 1 });
    expect((await app.get('/interventions')).body).toMatchObject({ open: [{ name: 'unblock billing' }] });
  });
});

describe('an erasure when a system fails', () => {
  it('goes on until it works, and certifies once', async () => {
    await using app = await useApp();
    await onboard(
      app,
      aSignUp('crm-erase-flaky-20+billing-erase-lost-answer-2+support-erase-flaky-4+mail-erase-flaky-1'),
    );
    const erasure = await erase(app);
    await app.host.skip({ days: 5 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
    expect(accountsOf(app)).toEqual(nothing);
  });

  it('ends the provisioning that goes on in the background, because the system refuses an erased customer', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('support-flaky-12'));
    await app.host.skip({ minutes: 1 });
    expect(await provisioningOf(app, customer, 'support', 'later').status()).toMatchObject({
      runtimeStatus: 'Running',
    });
    const erasure = await erase(app);
    await app.host.skip({ days: 4 });
    expect(await erasure.result()).toMatchObject({ outcome: 'erased' });
    expect(accountsOf(app)).toEqual(nothing);
  });
});
