import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  blockAccounts,
  closeAccount,
  eraseAccounts,
  openAccount,
  unblockAccounts,
} from '../../../src/services/billing/contract';
import { activateContact, createContact, eraseContacts, removeContact } from '../../../src/services/crm/contract';
import { eraseMessages, sendNotification, sendSecretLink } from '../../../src/services/notifications/contract';
import { secretMailsIn } from '../../../src/services/notifications/notifications';
import { Accounts } from '../../../src/services/stand-in/accounts';
import { createUser, eraseUsers, removeUser } from '../../../src/services/support/contract';
import { aCustomer, aMessage, aSecretLink } from './requests';
import { StandIns } from './stand-ins';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

const reference = 'onboarding-1';
const opening = { reference, customer: aCustomer(), plan: 'team' } as const;

const systems = [
  { service: 'crm', open: createContact, close: removeContact, erase: eraseContacts, reason: 'duplicateContact' },
  { service: 'billing', open: openAccount, close: closeAccount, erase: eraseAccounts, reason: 'creditRefused' },
  { service: 'support', open: createUser, close: removeUser, erase: eraseUsers, reason: 'noSeatLeft' },
];

function accounts(service: string) {
  const records = standIns.records(service);
  const all = new Accounts(records).all();
  records.close();
  return all;
}

/** All that the stand-ins have on disk. */
function bytesOnDisk(): string {
  return readdirSync(standIns.folder)
    .map((file) => readFileSync(join(standIns.folder, file), 'latin1'))
    .join('');
}

describe.each(systems)('$service', ({ service, open, close, erase, reason }) => {
  const run = (contract: { readonly name: string }, payload: unknown, key: string) =>
    standIns.runByName(contract.name, payload, key);

  it('has one account for a reference, whatever key asks', async () => {
    const first = await run(open, opening, 'a');
    expect(await run(open, opening, 'b')).toEqual(first);
    expect(accounts(service)).toMatchObject([{ state: 'open', customer: { email: 'ada@example.com' } }]);
  });

  it('refuses the address that asks for it', async () => {
    const customer = aCustomer(`${service}-refused@example.com`);
    expect(await run(open, { ...opening, customer }, 'a')).toEqual({ outcome: 'refused', reason });
  });

  it('closes a reference that has no account yet, so that a late opening is refused', async () => {
    await run(close, { reference }, 'a');
    expect(await run(open, opening, 'b')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^(closed|removed)$/),
    });
    expect(accounts(service)).toEqual([{ state: 'closed' }]);
  });

  it('erases every account of a customer, refuses that customer from then on, and leaves others alone', async () => {
    await run(open, opening, 'a');
    await run(open, { ...opening, reference: 'onboarding-2' }, 'b');
    await run(open, { ...opening, reference: 'other', customer: { ...aCustomer(), id: 'grace' } }, 'c');
    expect(await run(erase, { customerId: 'ada' }, 'd')).toMatchObject({ outcome: 'erased', records: 2 });
    expect(await run(open, { ...opening, reference: 'onboarding-3' }, 'e')).toMatchObject({ reason: 'erased' });
    expect(accounts(service)).toMatchObject([{ customer: { id: 'grace' } }]);
  });
});

describe('crm', () => {
  it('activates a contact, and refuses to activate none', async () => {
    expect(await standIns.run(activateContact, { reference })).toEqual({
      outcome: 'refused',
      reason: 'unknownContact',
    });
    await standIns.run(createContact, opening);
    expect(await standIns.run(activateContact, { reference })).toEqual({ outcome: 'activated' });
    expect(accounts('crm')).toMatchObject([{ isActive: true }]);
  });

  it('refuses to activate the address that asks for it', async () => {
    await standIns.run(createContact, { reference, customer: aCustomer('crm-activate-refused@example.com') });
    expect(await standIns.run(activateContact, { reference })).toEqual({ outcome: 'refused', reason: 'embargo' });
  });
});

describe('billing', () => {
  it('blocks the accounts of a customer and lets them go again', async () => {
    await standIns.run(openAccount, opening);
    await standIns.run(blockAccounts, { customerId: 'ada' });
    expect(accounts('billing')).toMatchObject([{ isBlocked: true }]);
    await standIns.run(unblockAccounts, { customerId: 'ada' });
    expect(accounts('billing')).toMatchObject([{ isBlocked: false }]);
  });

  it('refuses to block who owes money', async () => {
    await standIns.run(openAccount, { ...opening, customer: aCustomer('billing-block-refused@example.com') });
    const answer = await standIns.run(blockAccounts, { customerId: 'ada' });
    expect(answer).toEqual({ outcome: 'refused', reason: 'openBalance' });
  });

  it('says what it keeps of an erased customer', async () => {
    await standIns.run(openAccount, opening);
    const answer = await standIns.run(eraseAccounts, { customerId: 'ada' });
    expect(answer).toMatchObject({ kept: ['invoices without the name, for ten years'] });
  });
});

describe('a secret link', () => {
  function mails() {
    const records = standIns.records('notifications');
    const all = secretMailsIn(records).all();
    records.close();
    return all;
  }

  it('is in the mail as the fragment of the link, and its hash alone is answered', async () => {
    const answer = await standIns.run(sendSecretLink, aSecretLink());
    const secret = new URL(mails()[0]?.link ?? '').hash.slice(1);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(answer).toEqual({ outcome: 'sent', secretHash: await sha256(secret) });
  });

  it('is another one each time, except where the address names it', async () => {
    await standIns.run(sendSecretLink, aSecretLink());
    await standIns.run(sendSecretLink, aSecretLink());
    expect(new Set(mails().map(({ link }) => link)).size).toBe(2);
    const to = 'ada+secret-sesame@example.com';
    expect(await standIns.run(sendSecretLink, aSecretLink({ to }))).toMatchObject({
      secretHash: await sha256('sesame'),
    });
  });

  it('is refused where mail bounces', async () => {
    const answer = await standIns.run(sendSecretLink, aSecretLink({ to: 'bounce@example.com' }));
    expect(answer).toEqual({ outcome: 'refused', reason: 'bounced' });
  });
});

it('an erased customer is in no file of any stand-in, not even where it was overwritten', async () => {
  await standIns.run(createContact, opening);
  await standIns.run(openAccount, opening);
  await standIns.run(createUser, opening);
  await standIns.run(sendSecretLink, aSecretLink());
  await standIns.run(sendNotification, aMessage({ to: 'ada@example.com', data: { customerId: 'ada' } }));
  expect(bytesOnDisk()).toContain('ada@example.com');
  for (const contract of [eraseContacts, eraseAccounts, eraseUsers, eraseMessages]) {
    await standIns.run(contract, { customerId: 'ada' });
  }
  expect(bytesOnDisk()).not.toMatch(/ada@example\.com|Ada Lovelace/);
});

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('base64url');
}
