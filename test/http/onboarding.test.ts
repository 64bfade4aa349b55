import { describe, expect, it } from '@jest/globals';
import { post, start } from './app-client';
import { aSignUp } from './orders';
import { aProblem } from './reply';

describe('an onboarding', () => {
  it('goes on with the secret of the mail, once, and ends when the customer is active', async () => {
    const onboarding = await start('onboarding', aSignUp());
    await onboarding.waitsFor('addressConfirmation');
    const confirm = (secret: string) => post(`/confirmations/${onboarding.id}`, { secret });
    expect(await confirm('guessed')).toMatchObject(aProblem(403, 'confirmation.wrongSecret'));
    expect((await confirm('sesame')).status).toBeLessThan(300);
    await onboarding.until('it welcomes', ({ steps }) => steps.some(({ step }) => step.startsWith('crm.activate')));
    expect(await onboarding.tell('welcomeStopped', { because: 'active' })).toMatchObject({ status: 202 });
    expect(await onboarding.result()).toMatchObject({ outcome: 'onboarded', welcome: 'active' });
    expect(await confirm('sesame')).toMatchObject(aProblem(409, 'confirmation.used'));
  });

  it('is rejected when the mail bounces', async () => {
    const onboarding = await start('onboarding', aSignUp('bounce'));
    expect(await onboarding.result()).toMatchObject({ outcome: 'rejected', by: 'notifications', reason: 'bounced' });
  });
});

describe('an erasure', () => {
  it('can be withdrawn', async () => {
    const { customer } = aSignUp();
    const erasure = await start('erasure', { customerId: customer.id });
    await erasure.waitsFor('withdrawalPeriod');
    expect((await erasure.cancel('stays')).status).toBe(202);
    expect(await erasure.result()).toMatchObject({ outcome: 'withdrawn' });
  });
});
