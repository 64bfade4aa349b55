import { describe, expect, it, jest } from '@jest/globals';
import { type App, useApp } from '../support/app';
import {
  accountsOf,
  aSignUp,
  closedEverywhere,
  confirm,
  everywhere,
  onboard,
  provisioningOf,
  signUp,
} from '../support/customers';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

const provisioned = (...systems: readonly string[]) => systems.map((system) => ({ system, state: 'provisioned' }));
const nothing = { crm: [], billing: [], support: [] };

async function expectNobodyInFile(app: App): Promise<void> {
  expect(await app.host.entity('customerFile', 'ada').state()).toMatchObject({ state: 'unknown', onboardedBy: null });
}

describe('an onboarding', () => {
  it('of six weeks ends when its last mail was sent, within seconds', async () => {
    await using app = await useApp();
    const begin = performance.now();
    const customer = await onboard(app);
    await app.host.skip({ days: 42 });
    const result = await customer.result();
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(result).toEqual({
      ...{ outcome: 'onboarded', customerId: 'ada', welcome: 'completed' },
      systems: provisioned('crm', 'billing', 'support'),
    });
  });

  it('welcomes the customer with a mail at once and four over the weeks', async () => {
    await using app = await useApp();
    await onboard(app);
    const sent = [];
    for (const days of [0, 3, 4, 7, 14]) {
      await app.host.skip({ days });
      sent.push(app.records.messages().length);
    }
    expect(sent).toEqual([1, 2, 3, 4, 5]);
    expect(accountsOf(app)).toEqual(everywhere);
  });

  it('opens nothing before the address is confirmed', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    await app.host.skip({ days: 6 });
    expect(accountsOf(app)).toEqual(nothing);
    expect((await confirm(app, customer)).body).toEqual({ id: customer.id, confirmation: 'confirmed' });
    await app.host.settled();
    expect(accountsOf(app)).toEqual(everywhere);
  });

  it('runs each provisioning as a process of its own, which can be looked at', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    const { id } = provisioningOf(app, customer, 'billing', 'now');
    const view = await app.get(`/processes/provisioning/${id}`);
    expect(view.body).toMatchObject({ state: 'completed', result: { outcome: 'provisioned' } });
  });

  it('started twice with one key is one, and with another key is refused', async () => {
    await using app = await useApp();
    const { customer, plan } = aSignUp();
    const start = (key: string) => app.post('/processes/onboarding', { customer, plan }, { 'Idempotency-Key': key });
    const first = await start('ada-1');
    expect((await start('ada-1')).body['id']).toBe(first.body['id']);
    const other = await start('ada-2');
    await app.host.settled();
    expect(await app.host.instance(String(other.body['id'])).result()).toEqual({
      ...{ outcome: 'rejected', customerId: 'ada', by: 'customerFile', reason: 'alreadyOnboarding' },
    });
    expect(app.records.secretMails()).toHaveLength(1);
  });

  it('of who is a customer already is refused', async () => {
    await using app = await useApp();
    await onboard(app);
    await app.host.skip({ days: 42 });
    expect(await (await signUp(app)).result()).toMatchObject({ by: 'customerFile', reason: 'alreadyCustomer' });
  });

  it('shows neither name nor address in its view', async () => {
    await using app = await useApp();
    const { id } = await onboard(app);
    const view = await app.get(`/processes/onboarding/${id}`);
    expect(view.status).toBe(200);
    expect(JSON.stringify(view.body)).not.toMatch(/ada@|Lovelace/);
  });
});

describe('the welcome', () => {
  it.each(['active', 'unsubscribed'])('stops when the customer is %s', async (because) => {
    await using app = await useApp();
    const customer = await onboard(app);
    await app.host.skip({ days: 8 });
    const told = await app.post(`/processes/onboarding/${customer.id}/events/welcomeStopped`, { because });
    expect(told.status).toBe(202);
    await app.host.settled();
    expect(await customer.result()).toMatchObject({ outcome: 'onboarded', welcome: because });
    expect(app.records.messages()).toHaveLength(3);
  });

  it('takes the first event, refuses a later one, and takes one of another form for none', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    await customer.raiseEvent('welcomeStopped', { because: 'tired' });
    await app.host.settled();
    expect(await customer.status()).toMatchObject({ runtimeStatus: 'Running' });
    await customer.raiseEvent('welcomeStopped', { because: 'active' });
    expect(await customer.result()).toMatchObject({ welcome: 'active' });
    const late = await app.post(`/processes/onboarding/${customer.id}/events/welcomeStopped`, { because: 'erasure' });
    expect(late.status).toBe(409);
    expect(await customer.result()).toMatchObject({ welcome: 'active' });
  });

  it('goes on when a mail cannot be sent', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('outage'));
    await app.host.skip({ days: 43 });
    expect(await customer.result()).toMatchObject({ outcome: 'onboarded', welcome: 'completed' });
    expect(app.records.messages()).toEqual([]);
  });

  it('ignores a confirmation that comes again past the edge', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    await customer.raiseEvent('addressConfirmed', { secretHash: 'x', at: (await app.host.now()).toISOString() });
    await app.host.skip({ days: 42 });
    expect(await customer.result()).toMatchObject({ outcome: 'onboarded' });
  });
});

describe('a system that refuses', () => {
  it.each([
    ['crm', 'duplicateContact', { crm: [], billing: ['closed'], support: ['closed'] }],
    ['billing', 'creditRefused', { crm: ['closed'], billing: [], support: ['closed'] }],
  ])('and is mandatory (%s) ends the onboarding, and the others are undone', async (by, reason, accounts) => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp(`${by}-refused`));
    expect(await customer.result()).toEqual({ outcome: 'rejected', customerId: 'ada', by, reason });
    expect(accountsOf(app)).toEqual(accounts);
    expect(app.records.messages()).toEqual(['onboardingRefused']);
    await expectNobodyInFile(app);
  });

  it('to activate ends the onboarding, and everything is undone', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('crm-activate-refused'));
    expect(await customer.result()).toMatchObject({ outcome: 'rejected', by: 'crm', reason: 'embargo' });
    expect(accountsOf(app)).toEqual(closedEverywhere);
  });

  it('and is optional is only noted', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('support-refused'));
    await app.host.skip({ days: 42 });
    expect(await customer.result()).toMatchObject({
      outcome: 'onboarded',
      systems: [...provisioned('crm', 'billing'), { system: 'support', state: 'refused', reason: 'noSeatLeft' }],
    });
  });
});

describe('a system that is down', () => {
  it.each(['crm', 'billing'])('and mandatory (%s) undoes everything and stays a fault', async (system) => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp(`${system}-outage`));
    await app.host.skip({ hours: 1 });
    await expect(customer.result()).rejects.toThrow('service.unavailable');
    expect(accountsOf(app)).toEqual(closedEverywhere);
    await expectNobodyInFile(app);
  });

  it('and optional is tried in the background while the customer is welcomed', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('support-flaky-7'));
    await app.host.skip({ minutes: 1 });
    expect(accountsOf(app)).toEqual({ ...everywhere, support: [] });
    expect(app.records.messages()).toEqual(['welcome']);
    await app.host.skip({ hours: 5 });
    expect(accountsOf(app)).toEqual(everywhere);
    await app.host.skip({ days: 42 });
    expect(await customer.result()).toMatchObject({
      systems: [...provisioned('crm', 'billing'), { system: 'support', state: 'provisionedLater' }],
    });
  });

  it('for long is on the list of the operators, and holds up no customer who is active', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('support-outage'));
    await app.host.skip({ days: 1 });
    expect((await app.get('/interventions')).body).toMatchObject({ open: [{ process: 'provisioning' }] });
    await customer.raiseEvent('welcomeStopped', { because: 'active' });
    await app.host.skip({ days: 4 });
    expect(app.records.messages()).toEqual(['welcome']);
    expect(await customer.status()).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('at the activation is tried until it works', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('crm-activate-flaky-12'));
    await app.host.skip({ days: 45 });
    expect(await customer.result()).toMatchObject({ outcome: 'onboarded' });
  });

  it("while it is undone is an operator's", async () => {
    await using app = await useApp();
    await onboard(app, aSignUp('billing-refused+crm-remove-outage'));
    await app.host.skip({ days: 1 });
    expect((await app.get('/interventions')).body).toMatchObject({ open: [{ name: 'close the account at crm' }] });
    expect(accountsOf(app)).toMatchObject({ support: ['closed'] });
  });

  it('and loses answers gives each customer one account', async () => {
    await using app = await useApp();
    await onboard(app, aSignUp('crm-lost-answer-2+billing-lost-answer-1+support-lost-answer-1'));
    await app.host.skip({ minutes: 1 });
    expect(accountsOf(app)).toEqual(everywhere);
  });
});

describe('a cancellation', () => {
  const cancel = (app: App, id: string) => app.post(`/processes/onboarding/${id}/cancel`, { reason: 'changedMyMind' });
  const cancelled = { outcome: 'cancelled', customerId: 'ada', reason: 'changedMyMind' };

  it.each([
    ['the mail is being sent', 'link-outage'],
    ['the address is waited for', ''],
  ])('while %s undoes it, and its link is no longer good', async (_, clauses) => {
    await using app = await useApp();
    const customer = await signUp(app, aSignUp(clauses));
    expect((await cancel(app, customer.id)).body).toMatchObject({ inTime: true });
    expect(await customer.result()).toEqual(cancelled);
    await expectNobodyInFile(app);
    expect(await app.host.entity('emailVerification', customer.id).state()).toMatchObject({
      ending: { outcome: 'cancelled' },
    });
  });

  it('while the systems are provisioned undoes it when they have answered', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('billing-flaky-2'));
    await cancel(app, customer.id);
    await app.host.skip({ minutes: 1 });
    expect(await customer.result()).toEqual(cancelled);
    expect(accountsOf(app)).toEqual(closedEverywhere);
  });

  it('of one provisioning alone rejects the onboarding, and the others are undone', async () => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp('billing-flaky-4'));
    const { id } = provisioningOf(app, customer, 'billing', 'now');
    await app.post(`/processes/provisioning/${id}/cancel`, { reason: 'byHand' });
    await app.host.skip({ minutes: 1 });
    expect(await customer.result()).toMatchObject({
      outcome: 'rejected',
      by: 'billing',
      reason: 'provisioningCancelled',
    });
    expect(accountsOf(app)).toEqual(closedEverywhere);
  });

  it.each([
    ['the activation goes on', 'crm-activate-flaky-3'],
    ['the customer is welcomed', ''],
  ])('while %s comes too late', async (_, clauses) => {
    await using app = await useApp();
    const customer = await onboard(app, aSignUp(clauses));
    expect((await cancel(app, customer.id)).status).toBe(409);
    await app.host.skip({ days: 43 });
    expect(await customer.result()).toMatchObject({ outcome: 'onboarded' });
  });
});
