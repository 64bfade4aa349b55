/** The stand-in for the CRM: the clauses of the e-mail address that begin with `crm_` decide. */
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { Accounts } from '../stand-in/accounts';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf } from '../stand-in/test-values';
import { activateContact, createContact, eraseContacts, removeContact } from './contract';

export function crmStandIn(records: Records): readonly ActivityImplementation[] {
  const contacts = new Accounts(records);
  return [
    standIn(records, createContact, {
      clauses: ({ customer }) => clausesOf(customer.email, 'crm'),
      effect: (request) => create(contacts, request),
    }),
    standIn(records, activateContact, {
      clauses: ({ reference }) => contacts.clauses(reference, 'crm_activate'),
      effect: (request) => activate(contacts, request),
    }),
    standIn(records, removeContact, {
      clauses: ({ reference }) => contacts.clauses(reference, 'crm_remove'),
      effect: (request) => remove(contacts, request),
    }),
    standIn(records, eraseContacts, {
      clauses: ({ customerId }) => contacts.clausesOfCustomer(customerId, 'crm_erase'),
      effect: (request) => erase(contacts, request),
    }),
  ];
}

function create(
  contacts: Accounts,
  request: z.output<typeof createContact.input>,
): z.input<typeof createContact.output> {
  if (clausesOf(request.customer.email, 'crm').includes('refused'))
    return { outcome: 'refused', reason: 'duplicateContact' };
  const opened = contacts.open(request);
  if (opened.outcome === 'opened') return { outcome: 'created', contactId: opened.accountId };
  return { outcome: 'refused', reason: opened.reason === 'closed' ? 'removed' : opened.reason };
}

function activate(
  contacts: Accounts,
  { reference }: z.output<typeof activateContact.input>,
): z.input<typeof activateContact.output> {
  if (contacts.clauses(reference, 'crm_activate').includes('refused')) return { outcome: 'refused', reason: 'embargo' };
  if (!contacts.change(reference, { isActive: true })) return { outcome: 'refused', reason: 'unknownContact' };
  return { outcome: 'activated' };
}

function remove(
  contacts: Accounts,
  { reference }: z.output<typeof removeContact.input>,
): z.input<typeof removeContact.output> {
  contacts.close(reference);
  return { outcome: 'removed' };
}

function erase(
  contacts: Accounts,
  { customerId }: z.output<typeof eraseContacts.input>,
): z.input<typeof eraseContacts.output> {
  return { outcome: 'erased', records: contacts.erase(customerId) };
}
