/** The stand-in for the help desk: the clauses of the e-mail address that begin with `support_` decide. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { Accounts } from '../stand-in/accounts';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf } from '../stand-in/test-values';
import { createUser, eraseUsers, removeUser } from './contract';

export function supportStandIn(records: Records): readonly ActivityImplementation[] {
  const users = new Accounts(records);
  return [
    standIn(records, createUser, {
      clauses: ({ customer }) => clausesOf(customer.email, 'support'),
      effect: (request) => create(users, request),
    }),
    standIn(records, removeUser, {
      clauses: ({ reference }) => users.clauses(reference, 'support_remove'),
      effect: (request) => remove(users, request),
    }),
    standIn(records, eraseUsers, {
      clauses: ({ customerId }) => users.clausesOfCustomer(customerId, 'support_erase'),
      effect: (request) => erase(users, request),
    }),
  ];
}

function create(users: Accounts, request: z.output<typeof createUser.input>): z.input<typeof createUser.output> {
  if (clausesOf(request.customer.email, 'support').includes('refused'))
    return { outcome: 'refused', reason: 'noSeatLeft' };
  const opened = users.open(request);
  if (opened.outcome === 'opened') return { outcome: 'created', userId: opened.accountId };
  return { outcome: 'refused', reason: opened.reason === 'closed' ? 'removed' : opened.reason };
}

function remove(users: Accounts, { reference }: z.output<typeof removeUser.input>): z.input<typeof removeUser.output> {
  users.close(reference);
  return { outcome: 'removed' };
}

function erase(users: Accounts, { customerId }: z.output<typeof eraseUsers.input>): z.input<typeof eraseUsers.output> {
  return { outcome: 'erased', records: users.erase(customerId) };
}
