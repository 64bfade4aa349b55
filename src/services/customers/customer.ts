/** One customer as the stand-in remembers them, by the reference of the application; see U1 and U2 in contract.ts. */
import { z } from 'zod';
import { Applicant } from '../../shared/applicant';
import { CustomerId } from '../../shared/ids';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const Customer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('registered'), customerId: CustomerId, person: Applicant }),
  /** What made the customer a person is gone; the identity number stays for the test value that it is. */
  z.object({ state: z.literal('removed'), identityNumber: z.string() }),
]);
export type Customer = z.infer<typeof Customer>;

export type Customers = Collection<typeof Customer>;

export function customersIn(records: Records): Customers {
  return new Collection(records, 'customers', Customer);
}
