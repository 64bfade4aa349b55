/** The stand-in for the customer register: the identity number decides. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { CustomerId } from '../../shared/ids';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, clausesOf, identities } from '../stand-in/test-values';
import { registerCustomer, removeCustomer } from './contract';
import { type Customer, customersIn, type Customers } from './customer';

type Request<C extends typeof registerCustomer | typeof removeCustomer> = z.output<C['input']>;
type Answer<C extends typeof registerCustomer | typeof removeCustomer> = z.input<C['output']>;

export function customersStandIn(records: Records): readonly ActivityImplementation[] {
  const customers = customersIn(records);
  return [
    standIn(records, registerCustomer, {
      clauses: ({ person }) => clausesOf(person.identityNumber, 'register'),
      effect: (request) => register(customers, request),
    }),
    standIn(records, removeCustomer, {
      clauses: ({ reference }) => clausesOf(identityNumberOf(customers.get(reference)), 'remove'),
      effect: (request) => remove(customers, request),
    }),
  ];
}

function register(customers: Customers, request: Request<typeof registerCustomer>): Answer<typeof registerCustomer> {
  const { reference, person } = request;
  const known = customers.get(reference);
  if (known?.state === 'removed') return { outcome: 'refused', reason: 'removed' };
  if (known) return { outcome: 'registered', customerId: known.customerId };
  if (asksFor(person.identityNumber, identities.alreadyCustomer)) {
    return { outcome: 'refused', reason: 'alreadyCustomer' };
  }
  const customerId = CustomerId.parse(`cust_${randomUUID()}`);
  customers.put(reference, { state: 'registered', customerId, person });
  return { outcome: 'registered', customerId };
}

function remove(customers: Customers, { reference }: Request<typeof removeCustomer>): Answer<typeof removeCustomer> {
  const identityNumber = identityNumberOf(customers.get(reference));
  customers.put(reference, { state: 'removed', identityNumber });
  return { outcome: 'removed' };
}

function identityNumberOf(customer: Customer | undefined): string {
  if (customer === undefined) return '';
  return customer.state === 'removed' ? customer.identityNumber : customer.person.identityNumber;
}
