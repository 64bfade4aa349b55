/** The stand-in for billing: the clauses of the e-mail address that begin with `billing_` decide. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { Accounts } from '../stand-in/accounts';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf } from '../stand-in/test-values';
import { blockAccounts, closeAccount, eraseAccounts, openAccount, unblockAccounts } from './contract';

export function billingStandIn(records: Records): readonly ActivityImplementation[] {
  const accounts = new Accounts(records);
  return [
    standIn(records, openAccount, {
      clauses: ({ customer }) => clausesOf(customer.email, 'billing'),
      effect: (request) => open(accounts, request),
    }),
    standIn(records, closeAccount, {
      clauses: ({ reference }) => accounts.clauses(reference, 'billing_close'),
      effect: (request) => close(accounts, request),
    }),
    standIn(records, blockAccounts, {
      clauses: ({ customerId }) => accounts.clausesOfCustomer(customerId, 'billing_block'),
      effect: (request) => block(accounts, request),
    }),
    standIn(records, unblockAccounts, {
      clauses: ({ customerId }) => accounts.clausesOfCustomer(customerId, 'billing_unblock'),
      effect: (request) => unblock(accounts, request),
    }),
    standIn(records, eraseAccounts, {
      clauses: ({ customerId }) => accounts.clausesOfCustomer(customerId, 'billing_erase'),
      effect: (request) => erase(accounts, request),
    }),
  ];
}

function open(accounts: Accounts, request: z.output<typeof openAccount.input>): z.input<typeof openAccount.output> {
  if (clausesOf(request.customer.email, 'billing').includes('refused'))
    return { outcome: 'refused', reason: 'creditRefused' };
  return accounts.open(request);
}

function block(
  accounts: Accounts,
  { customerId }: z.output<typeof blockAccounts.input>,
): z.input<typeof blockAccounts.output> {
  if (accounts.clausesOfCustomer(customerId, 'billing_block').includes('refused'))
    return { outcome: 'refused', reason: 'openBalance' };
  accounts.block(customerId, true);
  return { outcome: 'blocked' };
}

function close(
  accounts: Accounts,
  { reference }: z.output<typeof closeAccount.input>,
): z.input<typeof closeAccount.output> {
  accounts.close(reference);
  return { outcome: 'closed' };
}

function unblock(
  accounts: Accounts,
  { customerId }: z.output<typeof unblockAccounts.input>,
): z.input<typeof unblockAccounts.output> {
  accounts.block(customerId, false);
  return { outcome: 'unblocked' };
}

function erase(
  accounts: Accounts,
  { customerId }: z.output<typeof eraseAccounts.input>,
): z.input<typeof eraseAccounts.output> {
  const records = accounts.erase(customerId);
  return { outcome: 'erased', records, kept: records === 0 ? [] : ['invoices without the name, for ten years'] };
}
