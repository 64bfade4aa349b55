/** Requests to the services of a bank that go well; a test changes what it is about. */
import type { z } from 'zod';
import type { openBankAccount } from '../../../src/services/accounts/contract';
import type { issueCard } from '../../../src/services/cards/contract';
import type { rateCredit } from '../../../src/services/credit/contract';
import type { registerCustomer } from '../../../src/services/customers/contract';
import type { verifyIdentity } from '../../../src/services/identity/contract';
import type { screenPerson } from '../../../src/services/sanctions/contract';
import { anAddress } from './requests';

type Of<Contract extends { readonly input: z.ZodType }> = z.input<Contract['input']>;

export function aPerson(identityNumber = 'ID-1001') {
  return {
    ...{ fullName: 'A. Reader', dateOfBirth: '1990-12-31', nationality: 'DE', identityNumber },
    ...{ email: 'reader@example.com', address: anAddress() },
  };
}

export function aVerification(identityNumber?: string): Of<typeof verifyIdentity> {
  return {
    person: aPerson(identityNumber),
    documents: [{ kind: 'identityDocument', reference: 'scan-1' }],
  };
}

export function aScreening(identityNumber?: string): Of<typeof screenPerson> {
  return { person: aPerson(identityNumber) };
}

export function aRating(identityNumber?: string): Of<typeof rateCredit> {
  return { person: aPerson(identityNumber) };
}

export function aRegistration(identityNumber?: string): Of<typeof registerCustomer> {
  return { reference: 'application-1', person: aPerson(identityNumber) };
}

export function anAccount(branch = 'BERLIN-MITTE'): Of<typeof openBankAccount> {
  return { reference: 'application-1', customerId: 'cust-1', product: 'current', branch };
}

export function aCard(changes: Parameters<typeof anAddress>[0] = {}): Of<typeof issueCard> {
  return { reference: 'application-1', accountId: 'ACC-1', sendTo: anAddress(changes) };
}
