import type { AccountApplication } from '../../src/processes/account-opening/contract';
import type { DocumentKind } from '../../src/shared/applicant';

type Application = ReturnType<typeof sensible>;

const scans = {
  identityDocument: 'scan-1',
  proofOfAddress: 'scan-2',
  proofOfIncome: 'scan-3',
} as const satisfies Record<DocumentKind, string>;

export function documents(...kinds: readonly DocumentKind[]) {
  return kinds.map((kind) => ({ kind, reference: scans[kind] }));
}

function sensible() {
  return {
    applicationId: 'app-1',
    applicant: {
      ...{ fullName: 'Ann Reader', dateOfBirth: '1990-12-31', nationality: 'DE', identityNumber: 'ID-1001' },
      email: 'ann@example.com',
      address: { name: 'Ann', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
    },
    product: 'current',
    branch: 'BERLIN-MITTE',
    documents: documents('identityDocument', 'proofOfAddress', 'proofOfIncome'),
    agent: 'mallory',
    initialDeposit: { cents: 25_000, from: 'ACC-ADA' },
  } satisfies { [Field in keyof AccountApplication]: unknown };
}

/** An application for which all goes well, changed where a test says so. */
export function anApplication(change: Partial<Application> & { readonly options?: object } = {}) {
  return { ...sensible(), ...change };
}

/** The same person with another identity number, which decides what the stand-ins find. */
export function appliedBy(identityNumber: string) {
  return { applicant: { ...sensible().applicant, identityNumber } };
}

/** A card is sent to the address, so that it decides what the card issuer does. */
export function livingAt(place: Partial<Application['applicant']['address']>) {
  const { applicant } = sensible();
  return { applicant: { ...applicant, address: { ...applicant.address, ...place } } };
}
