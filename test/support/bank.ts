import type { TestInstance } from 'embedded-host/testing';
import { accountBalance, type AccountBalanceState } from '../../src/entities/account-balance/contract';
import { approvalEvent } from '../../src/entities/approval-inbox/contract';
import { documentsProvided, reviewerRole, reviewStep } from '../../src/processes/account-opening/contract';
import { accountsIn } from '../../src/services/accounts/account';
import { cardsIn } from '../../src/services/cards/card';
import { customersIn } from '../../src/services/customers/customer';
import { Records } from '../../src/services/stand-in/records';
import { fundedAccounts } from '../../src/services/stand-in/test-values';
import { documents } from './an-application';
import type { DocumentKind } from '../../src/shared/applicant';
import { type App, useApp } from './app';

/** The app as a bank: what applicants and reviewers do, and the books that have to add up. */
export class Bank implements AsyncDisposable {
  readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  /** Starts an account opening past the edge and lets it go as far as it can without time passing. */
  async apply(application: object): Promise<TestInstance> {
    const instance = await this.app.host.start('account-opening', application);
    await this.app.host.settled();
    return instance;
  }

  async provide(instance: TestInstance, ...kinds: readonly DocumentKind[]): Promise<void> {
    await instance.raiseEvent(documentsProvided, { documents: documents(...kinds) });
    await this.app.host.settled();
  }

  /** Decides past the edge, as the edge would. */
  async vote(
    instance: TestInstance,
    by: string,
    decision: 'approve' | 'reject',
    roles = [reviewerRole],
  ): Promise<void> {
    const at = (await this.app.host.now()).toISOString();
    const vote = { decisionId: `${decision} by ${by}`, decision, by, roles, at, comment: `said ${by}` };
    await instance.raiseEvent(approvalEvent(reviewStep), vote);
    await this.app.host.settled();
  }

  /** What it has set off, besides announcing itself and asking the breakers of the services. */
  async steps(instance: TestInstance): Promise<readonly string[]> {
    return (await instance.steps()).filter((step) => !/^@(correlation|circuitbreaker)@/.test(step));
  }

  balance(account: string): Promise<AccountBalanceState | undefined> {
    return this.app.host.entity(accountBalance.name, account).state<AccountBalanceState>();
  }

  customers() {
    return this.#read('customers', (records) => customersIn(records).all());
  }

  accounts() {
    return this.#read('accounts', (records) => accountsIn(records).all());
  }

  cards() {
    return this.#read('cards', (records) => cardsIn(records).all());
  }

  /** How the services have one application on record. */
  recordsOf(reference: string) {
    return {
      customer: this.#read('customers', (records) => customersIn(records).get(reference)?.state),
      account: this.#read('accounts', (records) => accountsIn(records).get(reference)?.state),
      card: this.#read('cards', (records) => cardsIn(records).get(reference)?.state),
    };
  }

  #read<Entries>(service: string, read: (records: Records) => Entries): Entries {
    const records = new Records({ folder: this.app.records.folder, service });
    try {
      return read(records);
    } finally {
      records.close();
    }
  }

  /** What lies on all accounts of the bank, with what is on its way between them. */
  async money(): Promise<{ readonly cents: number; readonly inTransit: number }> {
    const opened = this.accounts().flatMap((account) => ('accountId' in account ? [account.accountId] : []));
    const known = [...fundedAccounts.keys(), ...opened];
    const states = await Promise.all(known.map(async (id) => (await this.balance(id)) ?? atFirst(id)));
    return {
      cents: sum(states.map(({ balanceCents }) => balanceCents)),
      inTransit: sum(states.flatMap(({ inTransit }) => inTransit.map(({ cents }) => cents))),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
  }
}

/** All the money that there is. */
export const ALL_CENTS = sum([...fundedAccounts.values()]);

function atFirst(account: string): Pick<AccountBalanceState, 'balanceCents' | 'inTransit'> {
  return { balanceCents: fundedAccounts.get(account) ?? 0, inTransit: [] };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export async function useBank(env: Record<string, string> = {}): Promise<Bank> {
  return new Bank(await useApp(env));
}
