import { describe, expect, it } from '@jest/globals';
import { anApplication, appliedBy, livingAt } from '../support/an-application';
import { ALL_CENTS, type Bank, useBank } from '../support/bank';

/** As if the application had never been: nobody is a customer, nothing is open, all the money is where it was. */
async function expectNothingLeft(bank: Bank): Promise<void> {
  expect(bank.customers().filter(({ state }) => state !== 'removed')).toEqual([]);
  expect(bank.accounts().filter(({ state }) => state !== 'closed')).toEqual([]);
  expect(bank.cards().filter(({ state }) => state !== 'cancelled')).toEqual([]);
  expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
}

describe('an account opening', () => {
  it('ends with a customer, an account, a card and the first money on it', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication());
    const result = await application.result<{ accountId: string }>();
    expect(result).toMatchObject({ outcome: 'opened', applicationId: 'app-1', balanceCents: 25_000 });
    expect(bank.customers()).toMatchObject([{ state: 'registered' }]);
    expect(bank.accounts()).toMatchObject([{ state: 'active', accountId: result.accountId, product: 'current' }]);
    expect(bank.cards()).toMatchObject([{ state: 'issued', accountId: result.accountId }]);
    expect(await bank.balance(result.accountId)).toMatchObject({ state: 'active', balanceCents: 25_000 });
    expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
    expect(bank.app.records.messages()).toEqual(['accountOpened']);
  });

  it('checks identity, sanctions and credit at the same time, and only then goes on', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication());
    const steps = await bank.steps(application);
    expect(steps.slice(0, 4)).toEqual(['identity.verify', 'sanctions.screen', 'credit.rate', 'customers.register']);
    expect(steps.slice(4)).toEqual([
      'accounts.open',
      expect.stringMatching(/^@accountbalance@ACC-.*\.open$/),
      'cards.issue',
      '@accountbalance@ACC-ADA.debit',
      expect.stringMatching(/\.credit$/),
      'accounts.activate',
      '@accountbalance@ACC-ADA.settle',
      expect.stringMatching(/\.activate$/),
      'notifications.send',
    ]);
  });

  it('shows no personal data while it goes on', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(appliedBy('ID-UNCLEAR')));
    const status = await application.status();
    expect(status?.customStatus).toBeDefined();
    expect(JSON.stringify(status?.customStatus)).not.toMatch(/Ann|ID-UNCLEAR|1990/);
    expect(bank.app.host.logs().join('\n')).not.toMatch(/Ann Reader|ID-UNCLEAR|1990-12-31/);
  });
});

describe('an application that is refused', () => {
  it.each([
    ['ID-SCREEN-MATCH', 'sanctioned', 'listed'],
    ['ID-FORGED', 'identityNotVerified', 'not identified'],
    ['ID-RATE-POOR', 'poorCredit', 'will not pay'],
  ])('by the rules for %s has no effect', async (identityNumber, reason, rule) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(appliedBy(identityNumber)));
    expect(await application.result()).toEqual({
      ...{ outcome: 'rejected', applicationId: 'app-1', by: 'rules', reason, rule },
    });
    expect(await bank.steps(application)).toEqual([
      ...['identity.verify', 'sanctions.screen', 'credit.rate', 'notifications.send'],
    ]);
    expect(bank.app.records.messages()).toEqual(['accountRefused']);
  });

  it.each([
    ['customers', 'alreadyCustomer', appliedBy('ID-REGISTER-DUPLICATE'), []],
    ['accounts', 'branchClosed', { branch: 'CLOSED-BRANCH' }, ['customers.remove']],
    ['cards', 'addressNotServed', livingAt({ country: 'AQ' }), ['balance.close', 'accounts.close', 'customers.remove']],
    [
      ...(['deposit', 'insufficientFunds', { initialDeposit: { cents: 5_001, from: 'ACC-THIN' } }] as const),
      ['cards.cancel', 'balance.close', 'accounts.close', 'customers.remove'],
    ],
    [
      ...(['deposit', 'unknownAccount', { initialDeposit: { cents: 1, from: 'ACC-NONE' } }] as const),
      ['cards.cancel', 'balance.close', 'accounts.close', 'customers.remove'],
    ],
    [
      ...(['accounts', 'productWithdrawn', { branch: 'ACTIVATE-REFUSED' }] as const),
      [
        ...['balance.takeBack', 'balance.giveBack', 'cards.cancel'],
        ...['balance.close', 'accounts.close', 'customers.remove'],
      ],
    ],
  ])('by %s for %s is undone newest first', async (by, reason, change, undone) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(change));
    expect(await application.result()).toEqual({ outcome: 'rejected', applicationId: 'app-1', by, reason });
    const steps = (await bank.steps(application)).map((step) => step.replace(/^@accountbalance@.*\./, 'balance.'));
    const undo = /^(customers\.remove|accounts\.close|cards\.cancel|balance\.(takeBack|giveBack|close))$/;
    expect(steps.filter((step) => undo.test(step))).toEqual(undone);
    await expectNothingLeft(bank);
    expect(bank.app.records.messages()).toEqual(['accountRefused']);
  });
});

describe('when a service fails', () => {
  it.each([
    ['identity verification', appliedBy('ID-FLAKY-2')],
    ['sanctions screening', appliedBy('ID-SCREEN-FLAKY-2')],
    ['the credit bureau', appliedBy('ID-RATE-FLAKY-2')],
    ['the customer register', appliedBy('ID-REGISTER-FLAKY-2')],
    ['core banking', { branch: 'FLAKY-2+ACTIVATE-FLAKY-2' }],
    ['the card issuer', livingAt({ postalCode: 'FLAKY-2' })],
  ])('%s is asked again until it answers', async (_service, change) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(change));
    await bank.app.host.skip({ minutes: 5 });
    expect(await application.result()).toMatchObject({ outcome: 'opened', balanceCents: 25_000 });
  });

  it.each([
    ['identity verification', appliedBy('ID-OUTAGE')],
    ['sanctions screening', appliedBy('ID-SCREEN-OUTAGE')],
    ['the customer register', appliedBy('ID-REGISTER-OUTAGE')],
    ['core banking', { branch: 'OUTAGE' }],
    ['the card issuer', livingAt({ postalCode: 'OUTAGE' })],
  ])('%s for too long, everything is undone and it stays a fault', async (_service, change) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(change));
    await bank.app.host.skip({ hours: 2 });
    await expect(application.result()).rejects.toThrow('service.unavailable');
    await expectNothingLeft(bank);
    expect(bank.app.records.messages()).toEqual(['accountFailed']);
  });

  it('the credit bureau for too long, two people decide', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(appliedBy('ID-RATE-OUTAGE')));
    await bank.app.host.skip({ hours: 1 });
    await bank.vote(application, 'rita', 'approve');
    await bank.vote(application, 'ron', 'approve');
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('and answers are lost, everything is there once', async () => {
    await using bank = await useBank();
    const change = { ...appliedBy('ID-REGISTER-LOST-ANSWER-2'), branch: 'LOST-ANSWER-2+ACTIVATE-LOST-ANSWER-3' };
    const application = await bank.apply(anApplication(change));
    await bank.app.host.skip({ hours: 1 });
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
    expect([bank.customers(), bank.accounts(), bank.cards()].map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
  });

  it('at the pivot, it is asked until it answers, however long that takes', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ branch: 'ACTIVATE-FLAKY-30' }));
    await bank.app.host.skip({ days: 2 });
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('does not fail because the applicant cannot be reached', async () => {
    await using bank = await useBank();
    const { applicant } = anApplication();
    const bounced = await bank.apply(anApplication({ applicant: { ...applicant, email: 'bounce@example.com' } }));
    expect(await bounced.result()).toMatchObject({ outcome: 'opened' });
  });
});

describe('an undo', () => {
  it.each([
    ['customers.remove', { ...appliedBy('ID-REMOVE-FLAKY-3'), branch: 'CLOSED-BRANCH' }],
    ['accounts.close', { ...livingAt({ country: 'AQ' }), branch: 'CLOSE-FLAKY-3' }],
    ['cards.cancel', { ...livingAt({ postalCode: 'CANCEL-FLAKY-3' }), branch: 'ACTIVATE-REFUSED' }],
  ])('that fails (%s) is tried again until it works', async (_undo, change) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(change));
    await bank.app.host.skip({ hours: 1 });
    expect(await application.result()).not.toHaveProperty('notUndone');
    await expectNothingLeft(bank);
  });

  it('that keeps failing does not stop the others, and waits for an operator, who gives it up', async () => {
    await using bank = await useBank();
    const change = { ...livingAt({ postalCode: 'CANCEL-OUTAGE' }), branch: 'ACTIVATE-REFUSED' };
    const application = await bank.apply(anApplication(change));
    await bank.app.host.skip({ hours: 6 });
    expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
    expect(bank.accounts()).toMatchObject([{ state: 'closed' }]);
    const { body } = await bank.app.get('/interventions');
    const [stuck] = body['open'] as { interventionId: string }[];
    expect(stuck).toMatchObject({ process: 'account-opening', name: 'cancel the card' });
    const order = { action: 'giveUp', reason: 'the card was destroyed', by: 'olga' };
    await bank.app.post(`/interventions/${encodeURIComponent(stuck?.interventionId ?? '')}`, order);
    expect(await application.result()).toMatchObject({ outcome: 'rejected', notUndone: ['cancel the card'] });
  });
});
