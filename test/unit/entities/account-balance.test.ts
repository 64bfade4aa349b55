import { describe, expect, it } from '@jest/globals';
import { REMEMBERED } from '../../../src/entities/account-balance/contract';
import { BankAccount } from './bank-account';

const transfer = { transferId: 't-1', cents: 400 };
const { transferId } = transfer;

function opened(): BankAccount {
  const account = new BankAccount();
  account.call('open');
  return account;
}

describe('an account that gives money', () => {
  it('has it in transit until it has arrived', () => {
    const account = new BankAccount(1_000);
    expect(account.call('debit', transfer)).toEqual({ outcome: 'debited' });
    expect(account.state).toMatchObject({ balanceCents: 600, inTransit: [transfer] });
    expect(account.call('settle', { transferId })).toEqual({ outcome: 'settled' });
    expect(account.state).toMatchObject({ balanceCents: 600, inTransit: [] });
  });

  it('never gives what it does not have (T1)', () => {
    const account = new BankAccount(399);
    expect(account.call('debit', transfer)).toEqual({ outcome: 'refused', reason: 'insufficientFunds' });
    expect(account.state.balanceCents).toBe(399);
  });

  it('gives once for each id, while it is in transit and when it has arrived (T2)', () => {
    const account = new BankAccount(1_000);
    account.call('debit', transfer);
    account.call('debit', transfer);
    account.call('settle', { transferId });
    expect(account.call('debit', transfer)).toEqual({ outcome: 'debited' });
    expect(account.state.balanceCents).toBe(600);
  });

  it('gets it back once, and never gives it again (T4)', () => {
    const account = new BankAccount(1_000);
    account.call('debit', transfer);
    expect(account.call('giveBack', { transferId })).toEqual({ outcome: 'givenBack', cents: 400 });
    expect(account.call('giveBack', { transferId })).toEqual({ outcome: 'givenBack', cents: 400 });
    expect(account.call('debit', transfer)).toEqual({ outcome: 'refused', reason: 'undone' });
    expect(account.state).toMatchObject({ balanceCents: 1_000, inTransit: [] });
  });

  it('gives nothing when the undo came before (T4)', () => {
    const account = new BankAccount(1_000);
    expect(account.call('giveBack', { transferId })).toEqual({ outcome: 'givenBack', cents: 0 });
    expect(account.call('debit', transfer)).toEqual({ outcome: 'refused', reason: 'undone' });
  });

  it('does not get back what has arrived', () => {
    const account = new BankAccount(1_000);
    account.call('debit', transfer);
    account.call('settle', { transferId });
    expect(account.call('giveBack', { transferId })).toEqual({ outcome: 'alreadySettled' });
    expect(account.call('settle', { transferId: 'another' })).toEqual({ outcome: 'notInTransit' });
  });

  it('finds an id that comes again with another amount', () => {
    const account = new BankAccount(1_000);
    account.call('debit', transfer);
    expect(() => account.call('debit', { transferId, cents: 401 })).toThrow('transfer.idReused');
  });
});

describe('an account that gets money', () => {
  it('gets it once for each id (T2)', () => {
    const account = opened();
    expect(account.call('credit', transfer)).toEqual({ outcome: 'credited', balanceCents: 400 });
    expect(account.call('credit', transfer)).toEqual({ outcome: 'credited', balanceCents: 400 });
    expect(() => account.call('credit', { transferId, cents: 401 })).toThrow('transfer.idReused');
  });

  it('returns it once, and never gets it again (T4)', () => {
    const account = opened();
    account.call('credit', transfer);
    expect(account.call('takeBack', { transferId })).toEqual({ outcome: 'takenBack', cents: 400 });
    expect(account.call('takeBack', { transferId })).toEqual({ outcome: 'takenBack', cents: 400 });
    expect(account.call('credit', transfer)).toEqual({ outcome: 'refused', reason: 'undone' });
    expect(account.state.balanceCents).toBe(0);
  });

  it('says so when what it should return was spent (T1)', () => {
    const account = opened();
    account.call('credit', transfer);
    account.call('activate');
    account.call('debit', { transferId: 't-2', cents: 1 });
    expect(account.call('takeBack', { transferId })).toEqual({ outcome: 'insufficientFunds', balanceCents: 399 });
  });
});

describe('the life of an account', () => {
  it('begins with neither giving nor getting', () => {
    const account = new BankAccount();
    const unknown = { outcome: 'refused', reason: 'unknownAccount' };
    expect([account.call('debit', transfer), account.call('credit', transfer)]).toEqual([unknown, unknown]);
    expect(account.call('activate')).toEqual({ outcome: 'notOpen' });
  });

  it('gives nothing before it is activated (T5)', () => {
    const account = opened();
    account.call('credit', transfer);
    const later = { transferId: 't-2', cents: 1 };
    expect(account.call('debit', later)).toEqual({ outcome: 'refused', reason: 'accountPending' });
    expect(account.call('activate')).toEqual({ outcome: 'active', balanceCents: 400 });
    expect(account.call('debit', later)).toEqual({ outcome: 'debited' });
  });

  it('does not end with money on it or in transit (T6)', () => {
    const account = new BankAccount(400);
    expect(account.call('close')).toEqual({ outcome: 'notEmpty', balanceCents: 400 });
    account.call('debit', transfer);
    expect(account.call('close')).toEqual({ outcome: 'notEmpty', balanceCents: 0 });
    account.call('settle', { transferId });
    expect(account.call('close')).toEqual({ outcome: 'closed' });
  });

  it('ends for good (T6)', () => {
    const account = new BankAccount();
    account.call('close');
    expect(account.call('open')).toEqual({ outcome: 'closed' });
    expect(account.call('credit', transfer)).toEqual({ outcome: 'refused', reason: 'accountClosed' });
    expect(account.call('debit', transfer)).toEqual({ outcome: 'refused', reason: 'accountClosed' });
  });

  it('is the same when it is opened or activated again', () => {
    const account = opened();
    expect(account.call('open')).toEqual({ outcome: 'pending' });
    account.call('activate');
    expect(account.call('open')).toEqual({ outcome: 'active' });
  });

  it('remembers the latest transfers, and not all', () => {
    const account = opened();
    for (let count = 0; count <= REMEMBERED; count += 1) account.call('credit', { transferId: `t-${count}`, cents: 1 });
    expect(account.state.ended).toHaveLength(REMEMBERED);
  });
});
