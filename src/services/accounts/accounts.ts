/** The stand-in for core banking: the branch decides. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { AccountId } from '../../shared/ids';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, branches, clausesOf } from '../stand-in/test-values';
import { accountsIn, type Accounts } from './account';
import { activateBankAccount, closeBankAccount, openBankAccount } from './contract';

type Contract = typeof openBankAccount | typeof activateBankAccount | typeof closeBankAccount;
type Request<C extends Contract> = z.output<C['input']>;
type Answer<C extends Contract> = z.input<C['output']>;

export function accountsStandIn(records: Records): readonly ActivityImplementation[] {
  const accounts = accountsIn(records);
  const clausesFor = (operation: string) => (request: { readonly reference: string }) =>
    clausesOf(accounts.get(request.reference)?.branch ?? '', operation);
  return [
    standIn(records, openBankAccount, {
      clauses: ({ branch }) => clausesOf(branch),
      effect: (request) => open(accounts, request),
    }),
    standIn(records, activateBankAccount, {
      clauses: clausesFor('activate'),
      effect: (request) => activate(accounts, request),
    }),
    standIn(records, closeBankAccount, {
      clauses: clausesFor('close'),
      effect: (request) => close(accounts, request),
    }),
  ];
}

function open(accounts: Accounts, request: Request<typeof openBankAccount>): Answer<typeof openBankAccount> {
  const { reference, ...wanted } = request;
  const known = accounts.get(reference);
  if (known?.state === 'closed') return { outcome: 'refused', reason: 'closed' };
  if (known) return { outcome: 'opened', accountId: known.accountId };
  if (asksFor(wanted.branch, branches.closed)) return { outcome: 'refused', reason: 'branchClosed' };
  const accountId = AccountId.parse(`ACC-${reference}`);
  accounts.put(reference, { state: 'opened', accountId, ...wanted });
  return { outcome: 'opened', accountId };
}

function activate(
  accounts: Accounts,
  { reference }: Request<typeof activateBankAccount>,
): Answer<typeof activateBankAccount> {
  const known = accounts.get(reference);
  if (known === undefined || known.state === 'closed') return { outcome: 'refused', reason: 'notOpen' };
  if (asksFor(known.branch, branches.notActivated)) return { outcome: 'refused', reason: 'productWithdrawn' };
  accounts.put(reference, { ...known, state: 'active' });
  return { outcome: 'activated' };
}

function close(accounts: Accounts, { reference }: Request<typeof closeBankAccount>): Answer<typeof closeBankAccount> {
  const known = accounts.get(reference);
  if (known?.state === 'active') return { outcome: 'alreadyActive' };
  accounts.put(reference, { state: 'closed', branch: known?.branch ?? '' });
  return { outcome: 'closed' };
}
