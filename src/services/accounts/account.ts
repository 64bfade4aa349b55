/** One account as the stand-in remembers it, by the reference of the application; see B1 to B3 in contract.ts. */
import { z } from 'zod';
import { AccountProduct } from '../../shared/bank';
import { AccountId, CustomerId } from '../../shared/ids';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const Opened = z.object({
  accountId: AccountId,
  customerId: CustomerId,
  product: AccountProduct,
  branch: z.string(),
});

const Account = z.discriminatedUnion('state', [
  Opened.extend({ state: z.literal('opened') }),
  Opened.extend({ state: z.literal('active') }),
  z.object({ state: z.literal('closed'), branch: z.string() }),
]);
export type Account = z.infer<typeof Account>;

export type Accounts = Collection<typeof Account>;

export function accountsIn(records: Records): Accounts {
  return new Collection(records, 'accounts', Account);
}
