/** Orders as customers send them; docs/test-values.md tells what their values make happen. */
import { unique } from './app-client';

const address = { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' };
const email = 'ada@example.com';

/** One mug, so that the shelf lasts for thousands of runs. */
export function aPurchase(cardToken = 'tok_visa') {
  return { customer: { id: 'ada', email }, lines: [{ sku: 'MUG-RED', quantity: 1 }], cardToken, shipTo: address };
}

export const everyDocument = ['identityDocument', 'proofOfAddress', 'proofOfIncome'].map((kind) => ({
  ...{ kind, reference: 'scan' },
}));

export function anApplication({ identityNumber = 'ID-1001', documents = everyDocument } = {}) {
  return {
    applicationId: unique(),
    applicant: {
      ...{ fullName: 'Ada Lovelace', dateOfBirth: '1990-12-10', nationality: 'GB', identityNumber, email, address },
    },
    ...{ product: 'current', branch: 'BERLIN-MITTE', documents, agent: 'mallory' },
    initialDeposit: { cents: 1, from: 'ACC-ADA' },
  };
}

/** The secret of the link is known beforehand. */
export function aSignUp(mailbox = 'ada+secret-sesame') {
  return { customer: { id: unique(), name: 'Ada Lovelace', email: `${mailbox}@example.com` }, plan: 'team' };
}

export function aCase(type: 'invoice' | 'expense', facts: Readonly<Record<string, string | number>>) {
  return { type, reference: `NO-${unique().toUpperCase()}`, submittedBy: { id: 'ann', email }, facts };
}

const DEPARTS_IN_MS = 60 * 86_400_000;
export const TRIP_CENTS = 25_000;

export function aTrip({ tripId = unique(), agreedCents = TRIP_CENTS } = {}) {
  return {
    ...{ tripId, agreedCents, cardToken: 'tok_visa', traveller: { id: 'ada', email } },
    departsAt: new Date(Date.now() + DEPARTS_IN_MS).toISOString(),
    parts: [
      { kind: 'flight', offer: 'BER-LIS-0730' },
      { kind: 'hotel', offer: 'OLD-TOWN' },
      { kind: 'car', offer: 'COMPACT' },
    ],
  };
}
