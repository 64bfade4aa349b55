import { describe, expect, it } from '@jest/globals';
import { anApplication, appliedBy } from '../support/an-application';
import { ALL_CENTS, useBank } from '../support/bank';

const cancelled = { outcome: 'cancelled', applicationId: 'app-1', reason: 'changedMyMind' };

describe('an application that is cancelled', () => {
  it.each([
    ...['identity.verify', 'sanctions.screen', 'credit.rate'],
    ...['customers.register', 'accounts.open', 'cards.issue'],
  ])('during %s leaves nothing behind', async (activity) => {
    await using bank = await useBank();
    const { host } = bank.app;
    await host.fake(activity, async (_input, { instanceId, real }) => {
      await host.instance(instanceId).raiseEvent('cancelRequested', { reason: 'changedMyMind' });
      return real();
    });
    const application = await bank.apply(anApplication());
    expect(await application.result()).toEqual(cancelled);
    expect([...bank.customers(), ...bank.accounts(), ...bank.cards()].map(({ state }) => state)).toEqual(
      [...bank.customers().map(() => 'removed'), ...bank.accounts().map(() => 'closed')].concat(
        bank.cards().map(() => 'cancelled'),
      ),
    );
    expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
    expect(bank.app.records.messages()).toEqual(['accountCancelled']);
  });

  it('while it waits for documents ends at once', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await application.raiseEvent('cancelRequested', { reason: 'changedMyMind' });
    expect(await application.result()).toEqual(cancelled);
  });

  it('while two people look at it closes the approval', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(appliedBy('ID-UNCLEAR')));
    await bank.vote(application, 'rita', 'approve');
    await application.raiseEvent('cancelRequested', { reason: 'changedMyMind' });
    expect(await application.result()).toEqual(cancelled);
    await bank.app.host.settled();
    expect((await bank.app.get('/approvals')).body).toMatchObject({ waiting: [] });
  });

  it('while a service is down does not wait for it', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ branch: 'OUTAGE' }));
    await application.raiseEvent('cancelRequested', { reason: 'changedMyMind' });
    await bank.app.host.settled();
    expect(await application.result()).toEqual(cancelled);
    expect(bank.customers()).toMatchObject([{ state: 'removed' }]);
  });

  it('at the pivot or behind it is opened all the same', async () => {
    await using bank = await useBank();
    const { host } = bank.app;
    await host.fake('accounts.activate', async (_input, { instanceId, real }) => {
      await host.instance(instanceId).raiseEvent('cancelRequested', { reason: 'changedMyMind' });
      return real();
    });
    const application = await bank.apply(anApplication());
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });
});
