import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { activateBankAccount, closeBankAccount, openBankAccount } from '../../../src/services/accounts/contract';
import { cancelCard, issueCard } from '../../../src/services/cards/contract';
import { rateCredit } from '../../../src/services/credit/contract';
import { registerCustomer, removeCustomer } from '../../../src/services/customers/contract';
import { customersIn } from '../../../src/services/customers/customer';
import { verifyIdentity } from '../../../src/services/identity/contract';
import { screenPerson } from '../../../src/services/sanctions/contract';
import { aCard, anAccount, aRating, aRegistration, aScreening, aVerification } from './bank-requests';
import { StandIns } from './stand-ins';

const application = { reference: 'application-1' };

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

/** Each activity with an input whose test value makes its first two requests fail. */
const flaky = [
  { name: 'identity.verify', run: () => standIns.run(verifyIdentity, aVerification('ID-FLAKY-2'), 'k') },
  { name: 'sanctions.screen', run: () => standIns.run(screenPerson, aScreening('ID-SCREEN-FLAKY-2'), 'k') },
  { name: 'credit.rate', run: () => standIns.run(rateCredit, aRating('ID-RATE-FLAKY-2'), 'k') },
  { name: 'customers.register', run: () => standIns.run(registerCustomer, aRegistration('ID-REGISTER-FLAKY-2'), 'k') },
  { name: 'customers.remove', run: () => standIns.run(removeCustomer, application, 'k') },
  { name: 'accounts.open', run: () => standIns.run(openBankAccount, anAccount('FLAKY-2'), 'k') },
  { name: 'accounts.activate', run: () => standIns.run(activateBankAccount, application, 'k') },
  { name: 'accounts.close', run: () => standIns.run(closeBankAccount, application, 'k') },
  { name: 'cards.issue', run: () => standIns.run(issueCard, aCard({ postalCode: 'FLAKY-2' }), 'k') },
  { name: 'cards.cancel', run: () => standIns.run(cancelCard, application, 'k') },
];

/** What the operations that find their test value in an earlier request need before them. */
async function prepare(name: string): Promise<void> {
  if (name === 'customers.remove') await standIns.run(registerCustomer, aRegistration('ID-REMOVE-FLAKY-2'));
  if (name === 'accounts.activate') await standIns.run(openBankAccount, anAccount('ACTIVATE-FLAKY-2'));
  if (name === 'accounts.close') await standIns.run(openBankAccount, anAccount('CLOSE-FLAKY-2'));
  if (name === 'cards.cancel') await standIns.run(issueCard, aCard({ postalCode: 'CANCEL-FLAKY-2' }));
}

it.each(flaky)('$name fails twice with flaky 2 and then works', async ({ name, run }) => {
  await prepare(name);
  await expect(run()).rejects.toMatchObject({ code: 'service.unavailable' });
  await expect(run()).rejects.toMatchObject({ code: 'service.unavailable' });
  await expect(run()).resolves.toHaveProperty('outcome');
});

describe('the checks of a person', () => {
  it.each([
    ['ID-1001', { outcome: 'verified' }],
    ['ID-UNCLEAR+RATE-POOR', { outcome: 'unclear', reason: 'documentUnclear' }],
    ['ID-FORGED', { outcome: 'failed', reason: 'documentForged' }],
  ])('find of the identity of %s %j', async (identityNumber, answer) => {
    expect(await standIns.run(verifyIdentity, aVerification(identityNumber))).toEqual(answer);
  });

  it.each([
    ['ID-1001', 'clear'],
    ['ID-SCREEN-POSSIBLE-MATCH', 'possibleMatch'],
    ['ID-SCREEN-MATCH', 'match'],
  ])('find of %s on the sanctions lists: %s', async (identityNumber, outcome) => {
    expect(await standIns.run(screenPerson, aScreening(identityNumber))).toMatchObject({ outcome });
  });

  it.each([
    ['ID-1001', { outcome: 'rated', score: 890 }],
    ['ID-RATE-FAIR', { outcome: 'rated', score: 560 }],
    ['ID-RATE-POOR', { outcome: 'rated', score: 210 }],
    ['ID-RATE-UNKNOWN', { outcome: 'unknown', reason: 'noRecord' }],
  ])('rate the credit of %s as %j', async (identityNumber, answer) => {
    expect(await standIns.run(rateCredit, aRating(identityNumber))).toEqual(answer);
  });
});

describe('the customer register', () => {
  it('has one customer for each reference, whatever key asks (U1)', async () => {
    const first = await standIns.run(registerCustomer, aRegistration());
    expect(await standIns.run(registerCustomer, aRegistration())).toEqual(first);
  });

  it('refuses who is a customer already', async () => {
    const answer = await standIns.run(registerCustomer, aRegistration('ID-REGISTER-DUPLICATE'));
    expect(answer).toEqual({ outcome: 'refused', reason: 'alreadyCustomer' });
  });

  it('refuses a registration that comes after its removal (U2)', async () => {
    expect(await standIns.run(removeCustomer, application)).toEqual({ outcome: 'removed' });
    expect(await standIns.run(registerCustomer, aRegistration())).toEqual({ outcome: 'refused', reason: 'removed' });
  });

  it('forgets the person that it removes', async () => {
    await standIns.run(registerCustomer, aRegistration());
    await standIns.run(removeCustomer, application);
    const records = standIns.records('customers');
    expect(JSON.stringify(customersIn(records).all())).not.toContain('Reader');
    records.close();
  });
});

describe('core banking', () => {
  it('has one account for each reference, whatever key asks (B1)', async () => {
    const first = await standIns.run(openBankAccount, anAccount());
    expect(await standIns.run(openBankAccount, anAccount())).toEqual(first);
  });

  it('refuses an opening that comes after its closing (B2)', async () => {
    expect(await standIns.run(closeBankAccount, application)).toEqual({ outcome: 'closed' });
    expect(await standIns.run(openBankAccount, anAccount())).toEqual({ outcome: 'refused', reason: 'closed' });
  });

  it('opens nothing at a branch that is closed', async () => {
    const answer = await standIns.run(openBankAccount, anAccount('CLOSED-BRANCH'));
    expect(answer).toEqual({ outcome: 'refused', reason: 'branchClosed' });
  });

  it('activates what is open, and nothing else', async () => {
    expect(await standIns.run(activateBankAccount, application)).toEqual({ outcome: 'refused', reason: 'notOpen' });
    await standIns.run(openBankAccount, anAccount());
    expect(await standIns.run(activateBankAccount, application)).toEqual({ outcome: 'activated' });
    expect(await standIns.run(activateBankAccount, application)).toEqual({ outcome: 'activated' });
  });

  it('refuses to activate a product that was withdrawn', async () => {
    await standIns.run(openBankAccount, anAccount('ACTIVATE-REFUSED'));
    const answer = await standIns.run(activateBankAccount, application);
    expect(answer).toEqual({ outcome: 'refused', reason: 'productWithdrawn' });
  });

  it('closes no account that its customer uses (B3)', async () => {
    await standIns.run(openBankAccount, anAccount());
    await standIns.run(activateBankAccount, application);
    expect(await standIns.run(closeBankAccount, application)).toEqual({ outcome: 'alreadyActive' });
  });
});

describe('the card issuer', () => {
  it('has one card for each reference, whatever key asks (D1)', async () => {
    const first = await standIns.run(issueCard, aCard());
    expect(await standIns.run(issueCard, aCard())).toEqual(first);
  });

  it('refuses an issue that comes after its cancellation (D2)', async () => {
    expect(await standIns.run(cancelCard, application)).toEqual({ outcome: 'cancelled' });
    expect(await standIns.run(issueCard, aCard())).toEqual({ outcome: 'refused', reason: 'cancelled' });
  });

  it('sends no card to where it does not deliver', async () => {
    const answer = await standIns.run(issueCard, aCard({ country: 'AQ' }));
    expect(answer).toEqual({ outcome: 'refused', reason: 'addressNotServed' });
  });
});
