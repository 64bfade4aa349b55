import { describe, expect, it } from '@jest/globals';
import { startApp } from '../support/app';
import { accountsOf, aSignUp, confirm, everywhere, onboard, signUp } from '../support/customers';

describe('an onboarding', () => {
  it('of six weeks ends when its last mail was sent', async () => {
    await using app = await startApp();
    const customer = await onboard(app);
    await app.host.skip({ days: 42 });
    expect(await customer.result()).toEqual({
      outcome: 'onboarded',
      customerId: 'ada',
      welcome: 'completed',
      systems: ['crm', 'billing', 'support'].map((system) => ({ system, state: 'provisioned' })),
    });
    expect(app.records.messages()).toEqual(Array(5).fill('welcome'));
    expect(accountsOf(app)).toEqual(everywhere);
  });

  it('waits for the address to be confirmed', async () => {
    await using app = await startApp();
    const customer = await signUp(app, aSignUp());
    expect(accountsOf(app)).toEqual({ crm: [], billing: [], support: [] });
    expect((await confirm(app, customer)).body).toEqual({ id: customer.id, confirmation: 'confirmed' });
  });
});
