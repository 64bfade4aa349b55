/** The accounts of one system: one for each reference, nothing for a customer who was erased. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Customer, Plan } from '../../shared/customer';
import { type AccountReference, CustomerId } from '../../shared/ids';
import { Collection } from './collection';
import type { Records } from './records';
import { clausesOf } from './test-values';

const Account = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('open'),
    accountId: z.string(),
    customer: Customer,
    plan: Plan.optional(),
    isActive: z.boolean(),
    isBlocked: z.boolean(),
  }),
  z.object({ state: z.literal('closed') }),
]);
export type Account = z.infer<typeof Account>;
export type OpenAccount = Extract<Account, { readonly state: 'open' }>;

/** All that is left of a customer: enough to refuse who comes back by an old request. */
const Erased = z.object({ customerId: CustomerId });

interface Opening {
  readonly reference: AccountReference;
  readonly customer: Customer;
  readonly plan?: Plan;
}

type Opened =
  | { readonly outcome: 'opened'; readonly accountId: string }
  | { readonly outcome: 'refused'; readonly reason: 'closed' | 'erased' };

export class Accounts {
  readonly #accounts: Collection<typeof Account>;
  readonly #erased: Collection<typeof Erased>;

  constructor(records: Records) {
    this.#accounts = new Collection(records, 'accounts', Account);
    this.#erased = new Collection(records, 'erased', Erased);
  }

  all(): readonly Account[] {
    return this.#accounts.all();
  }

  get(reference: AccountReference): OpenAccount | undefined {
    const account = this.#accounts.get(reference);
    return account?.state === 'open' ? account : undefined;
  }

  open({ reference, customer, plan }: Opening): Opened {
    if (this.#erased.get(customer.id)) return { outcome: 'refused', reason: 'erased' };
    const known = this.#accounts.get(reference);
    if (known?.state === 'closed') return { outcome: 'refused', reason: 'closed' };
    if (known) return { outcome: 'opened', accountId: known.accountId };
    const accountId = `account_${randomUUID()}`;
    this.#accounts.put(reference, { state: 'open', accountId, customer, plan, isActive: false, isBlocked: false });
    return { outcome: 'opened', accountId };
  }

  change(reference: AccountReference, change: Partial<Pick<OpenAccount, 'isActive'>>): boolean {
    const account = this.get(reference);
    if (account) this.#accounts.put(reference, { ...account, ...change });
    return account !== undefined;
  }

  /** The test values of a customer are in the address; an account that is gone has none. */
  clauses(reference: AccountReference, operation: string): readonly string[] {
    return clausesOf(this.get(reference)?.customer.email ?? '', operation);
  }

  clausesOfCustomer(customerId: CustomerId, operation: string): readonly string[] {
    return this.#of(customerId).flatMap(([, { customer }]) => clausesOf(customer.email, operation));
  }

  close(reference: AccountReference): void {
    this.#accounts.put(reference, { state: 'closed' });
  }

  block(customerId: CustomerId, isBlocked: boolean): void {
    for (const [reference, account] of this.#of(customerId)) this.#accounts.put(reference, { ...account, isBlocked });
  }

  /** How many accounts were erased. */
  erase(customerId: CustomerId): number {
    this.#erased.put(customerId, { customerId });
    const gone = this.#of(customerId);
    for (const [reference] of gone) this.#accounts.remove(reference);
    return gone.length;
  }

  #of(customerId: CustomerId): readonly (readonly [string, OpenAccount])[] {
    return this.#accounts
      .entries()
      .flatMap(([reference, account]) =>
        account.state === 'open' && account.customer.id === customerId ? [[reference, account] as const] : [],
      );
  }
}
