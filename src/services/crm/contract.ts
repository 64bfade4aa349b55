/**
 * Customer relations: who the customers are. As with payments, the caller chooses the `reference`:
 *
 * C1 one reference is at most one contact, whatever key asks.
 * C2 removing a reference that has no contact is removed too, and closes it: a late creation is refused.
 * C3 an erased customer leaves no personal data, and no contact is created for that customer any more.
 */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { Customer } from '../../shared/customer';
import { SECOND_MS } from '../../shared/durations';
import { AccountReference, CustomerId } from '../../shared/ids';
import { Reason } from '../../shared/reason';
import { patient, persistent } from '../../shared/retry-policies';

export const createContact = {
  name: 'crm.createContact',
  input: z.object({ reference: AccountReference, customer: Customer }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), contactId: z.string() }),
    /** The stand-in's reasons: duplicateContact, removed, erased. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Makes the contact a customer: from here on contracts and bills go out. */
export const activateContact = {
  name: 'crm.activateContact',
  input: z.object({ reference: AccountReference }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('activated') }),
    /** The stand-in's reasons: embargo, unknownContact. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `crm.createContact`, whether or not that happened. */
export const removeContact = {
  name: 'crm.removeContact',
  input: z.object({ reference: AccountReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('removed') })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;

/** Cannot be undone. */
export const eraseContacts = {
  name: 'crm.eraseCustomer',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('erased'), records: z.int().nonnegative() })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
