/** What the bank's services have in their own records, and the balances in their entities: the evidence of an audit. */
import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { accountBalance, AccountBalanceState } from '../../src/entities/account-balance/contract';
import { accountsIn } from '../../src/services/accounts/account';
import { cardsIn } from '../../src/services/cards/card';
import { customersIn } from '../../src/services/customers/customer';
import { messagesIn } from '../../src/services/notifications/notifications';
import { Records } from '../../src/services/stand-in/records';
import { fundedAccounts } from '../../src/services/stand-in/test-values';

export type BankBooks = ReturnType<typeof openBankBooks>;

export function openBankBooks(folder: string) {
  const records = (service: string) => new Records({ folder, service });
  return {
    customers: customersIn(records('customers')),
    accounts: accountsIn(records('accounts')),
    cards: cardsIn(records('cards')),
    messages: messagesIn(records('notifications')),
  };
}

/** What lies on an account, and what is on its way from it; at first, when nobody has used it. */
export async function readBalance(host: MortalHost, account: string) {
  const { status, body } = await host.insist(
    `/runtime/webhooks/durabletask/entities/${accountBalance.name}/${account}`,
  );
  if (status === 404) return { account, cents: fundedAccounts.get(account) ?? 0, inTransit: [] };
  const { balanceCents: cents, inTransit } = AccountBalanceState.parse(body);
  return { account, cents, inTransit };
}
