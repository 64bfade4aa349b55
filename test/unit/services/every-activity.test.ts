import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountsIn as bankAccountsIn } from '../../../src/services/accounts/account';
import { activateBankAccount, closeBankAccount, openBankAccount } from '../../../src/services/accounts/contract';
import { cardsIn } from '../../../src/services/cards/card';
import { cancelCard, issueCard } from '../../../src/services/cards/contract';
import { rateCredit } from '../../../src/services/credit/contract';
import { registerCustomer, removeCustomer } from '../../../src/services/customers/contract';
import { customersIn } from '../../../src/services/customers/customer';
import { verifyIdentity } from '../../../src/services/identity/contract';
import { screenPerson } from '../../../src/services/sanctions/contract';
import { cars } from '../../../src/services/cars/contract';
import { flights } from '../../../src/services/flights/contract';
import {
  approveFile,
  depositBatch,
  fetchCase,
  openFile,
  validateFile,
  withdrawFile,
} from '../../../src/services/casework/contract';
import { cabinetIn } from '../../../src/services/casework/files';
import { hotels } from '../../../src/services/hotels/contract';
import {
  blockAccounts,
  closeAccount,
  eraseAccounts,
  openAccount,
  unblockAccounts,
} from '../../../src/services/billing/contract';
import { activateContact, createContact, eraseContacts, removeContact } from '../../../src/services/crm/contract';
import { scoreOrder } from '../../../src/services/fraud/contract';
import { eraseMessages, sendNotification, sendSecretLink } from '../../../src/services/notifications/contract';
import { messagesIn, secretMailsIn } from '../../../src/services/notifications/notifications';
import { openServices } from '../../../src/services/open-services';
import { authorizePayment, capturePayment, refundPayment, voidPayment } from '../../../src/services/payments/contract';
import { paymentsIn } from '../../../src/services/payments/payment';
import { priceOrder } from '../../../src/services/pricing/contract';
import { cancelParcel, createParcel } from '../../../src/services/shipping/contract';
import { bookingsIn, offersIn } from '../../../src/services/stand-in/inventory';
import { parcelsIn } from '../../../src/services/shipping/parcel';
import type { Records } from '../../../src/services/stand-in/records';
import { Accounts } from '../../../src/services/stand-in/accounts';
import { createUser, eraseUsers, removeUser } from '../../../src/services/support/contract';
import {
  aCaseFile,
  aBooking,
  aCustomer,
  aHold,
  aMessage,
  anAddress,
  anAuthorization,
  aParcel,
  aPriceRequest,
  aScoreRequest,
  aSecretLink,
  NOON,
} from './requests';
import { aCard, anAccount, aRating, aRegistration, aScreening, aVerification } from './bank-requests';
import { StandIns } from './stand-ins';

const reference = 'order-1/payment';
const capture = { reference, amountCents: 2_580, requestedAt: NOON };

const duplicates = { file: 'file-1', type: 'invoice', reference: 'INV-1', facts: {}, check: { kind: 'duplicates' } };
const expense = { type: 'expense', reference: 'EXP-1', submittedBy: { id: 'ann' } };
const batch = { batch: 'batch-1', cases: [expense] };

/** Each activity with a request that is accepted, another one, and what its service keeps. */
const cases = [
  { contract: priceOrder, payload: aPriceRequest(), other: aPriceRequest({ currency: 'USD' }) },
  { contract: scoreOrder, payload: aScoreRequest(), other: aScoreRequest({ totalCents: 1 }) },
  { contract: authorizePayment, payload: anAuthorization(), other: anAuthorization({ amountCents: 1 }) },
  { contract: capturePayment, payload: capture, other: { ...capture, amountCents: 1 } },
  { contract: voidPayment, payload: { reference }, other: { reference: 'other' } },
  { contract: refundPayment, payload: { reference, amountCents: 100 }, other: { reference, amountCents: 1 } },
  { contract: createParcel, payload: aParcel(), other: aParcel({ address: anAddress({ city: 'Bonn' }) }) },
  { contract: cancelParcel, payload: { reference: 'order-1/north' }, other: { reference: 'other' } },
  ...[flights, hotels, cars].flatMap(({ hold, release, confirm, cancel }) => [
    { contract: hold, payload: aHold(), other: aHold({ quantity: 2 }) },
    ...[release, confirm, cancel].map((contract) => ({
      contract,
      payload: aBooking(),
      other: aBooking({ offer: 'X' }),
    })),
  ]),
  { contract: openFile, payload: aCaseFile(), other: aCaseFile({ caseId: 'case-2' }) },
  { contract: validateFile, payload: duplicates, other: { ...duplicates, reference: 'INV-2' } },
  { contract: approveFile, payload: { file: 'file-1', by: 'ann' }, other: { file: 'file-1', by: 'bob' } },
  { contract: withdrawFile, payload: { file: 'file-1' }, other: { file: 'file-2' } },
  { contract: depositBatch, payload: batch, other: { ...batch, batch: 'batch-2' } },
  { contract: fetchCase, payload: { batch: 'batch-1', index: 0 }, other: { batch: 'batch-1', index: 1 } },
  { contract: sendNotification, payload: aMessage(), other: aMessage({ to: 'another@example.com' }) },
  { contract: sendSecretLink, payload: aSecretLink(), other: aSecretLink({ to: 'another@example.com' }) },
  ...[createContact, openAccount, createUser].map((contract) => ({
    contract,
    payload: { reference: 'onboarding-1', customer: aCustomer(), plan: 'team' },
    other: { reference: 'other', customer: aCustomer(), plan: 'team' },
  })),
  ...[activateContact, removeContact, closeAccount, removeUser].map((contract) => ({
    contract,
    payload: { reference: 'onboarding-1' },
    other: { reference: 'other' },
  })),
  ...[blockAccounts, unblockAccounts, eraseMessages, eraseContacts, eraseAccounts, eraseUsers].map((contract) => ({
    contract,
    payload: { customerId: 'ada' },
    other: { customerId: 'grace' },
  })),
  { contract: verifyIdentity, payload: aVerification(), other: aVerification('ID-1002') },
  { contract: screenPerson, payload: aScreening(), other: aScreening('ID-1002') },
  { contract: rateCredit, payload: aRating(), other: aRating('ID-1002') },
  { contract: registerCustomer, payload: aRegistration(), other: aRegistration('ID-1002') },
  { contract: openBankAccount, payload: anAccount(), other: anAccount('HAMBURG') },
  { contract: issueCard, payload: aCard(), other: aCard({ city: 'Bonn' }) },
  ...[removeCustomer, activateBankAccount, closeBankAccount, cancelCard].map((contract) => ({
    contract,
    payload: { reference: 'application-1' },
    other: { reference: 'other' },
  })),
];

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

async function prepare(name: string): Promise<void> {
  if (name === 'payments.capture' || name === 'payments.refund')
    await standIns.run(authorizePayment, anAuthorization());
  if (/\.(activateContact|remove\w+|closeAccount|block|unblock|eraseCustomer)$/.test(name)) await prepareCustomer();
  if (name === 'casework.approve') await standIns.run(openFile, aCaseFile());
  if (name === 'casework.fetch') await standIns.run(depositBatch, batch);
  if (name === 'payments.refund') await standIns.run(capturePayment, capture);
  if (/^accounts\.(activate|close)$/.test(name)) await standIns.run(openBankAccount, anAccount());
  if (/\.(release|confirm|cancel)$/.test(name)) {
    for (const { hold } of [flights, hotels, cars]) await standIns.run(hold, aHold());
  }
}

async function prepareCustomer(): Promise<void> {
  const opening = { reference: 'onboarding-1', customer: aCustomer() };
  await standIns.run(createContact, opening);
  await standIns.run(openAccount, { ...opening, plan: 'team' });
  await standIns.run(createUser, { ...opening, plan: 'team' });
  await standIns.run(sendSecretLink, aSecretLink());
}

const accountsIn = (records: Records) => new Accounts(records);

const kept: Readonly<Record<string, readonly ((records: Records) => { all(): readonly unknown[] })[]>> = {
  payments: [paymentsIn],
  shipping: [parcelsIn],
  notifications: [messagesIn, secretMailsIn],
  crm: [accountsIn],
  billing: [accountsIn],
  support: [accountsIn],
  customers: [customersIn],
  accounts: [bankAccountsIn],
  cards: [cardsIn],
  flights: [offersIn, bookingsIn],
  hotels: [offersIn, bookingsIn],
  cars: [offersIn, bookingsIn],
  casework: [(records) => cabinetIn(records).files, (records) => cabinetIn(records).delivered],
};

function everythingKept(): readonly unknown[] {
  return Object.entries(kept).flatMap(([service, collections]) => {
    const records = standIns.records(service);
    const found = collections.map((collectionIn) => collectionIn(records).all());
    records.close();
    return found;
  });
}

describe.each(cases)('$contract.name', ({ contract: { name }, payload, other }) => {
  it('has one effect and gives the same answer when it runs twice with one key, also after a restart', async () => {
    await prepare(name);
    const first = await standIns.runByName(name, payload, 'instance/step');
    const before = everythingKept();
    const second = await standIns.runByName(name, payload, 'instance/step');
    standIns.restart();
    const third = await standIns.runByName(name, payload, 'instance/step');
    expect([second, third]).toEqual([first, first]);
    expect(everythingKept()).toEqual(before);
  });

  it('fails when a key comes again with another payload', async () => {
    await prepare(name);
    await standIns.runByName(name, payload, 'instance/step');
    const reused = standIns.runByName(name, other, 'instance/step');
    await expect(reused).rejects.toMatchObject({ code: 'service.keyReused' });
  });

  it('names the field of an input that its contract does not allow', async () => {
    const expected = new RegExp(`^activity.invalidInput: ${name}: \\w+: `);
    await expect(standIns.runByName(name, {}, 'instance/step')).rejects.toThrow(expected);
  });
});

it('fails when two activities of a service use one key', async () => {
  await standIns.run(authorizePayment, anAuthorization(), 'instance/step');
  await expect(standIns.run(voidPayment, { reference }, 'instance/step')).rejects.toMatchObject({
    code: 'service.keyReused',
  });
});

it('covers every activity there is', () => {
  const services = openServices({ dataFolder: standIns.folder, urls: {} });
  const names = services.activities.map(({ contract }) => contract.name);
  services.close();
  expect(cases.map(({ contract }) => contract.name).sort()).toEqual([...names].sort());
});
