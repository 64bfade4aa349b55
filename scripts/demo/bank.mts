/** The bank of the demo: accounts that are opened, and money that is moved; docs/test-values.md tells of both. */
import { randomUUID } from 'node:crypto';
import type { Scenario } from './scenario.mts';

function applicationFor(branch: string) {
  return {
    applicationId: `demo-${randomUUID()}`,
    applicant: {
      ...{ fullName: 'Ada Lovelace', dateOfBirth: '1990-12-10', nationality: 'GB', identityNumber: 'ID-1001' },
      email: 'ada@example.com',
      address: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
    },
    product: 'current',
    branch,
    documents: ['identityDocument', 'proofOfAddress', 'proofOfIncome'].map((kind) => ({ kind, reference: 'scan' })),
    initialDeposit: { cents: 100, from: 'ACC-ADA' },
  };
}

export const bank: readonly Scenario[] = [
  {
    name: 'account opened',
    process: 'account-opening',
    order: applicationFor('BERLIN-MITTE'),
    expected: { result: { outcome: 'opened', balanceCents: 100 }, undone: [] },
  },
  {
    name: 'branch is closed',
    process: 'account-opening',
    order: applicationFor('CLOSED-BRANCH'),
    expected: {
      result: { outcome: 'rejected', by: 'accounts', reason: 'branchClosed' },
      undone: ['customers.remove'],
    },
  },
  {
    name: 'unknown account',
    process: 'transfer',
    order: { from: 'ACC-NOBODY', to: 'ACC-ADA', cents: 100 },
    expected: { result: { outcome: 'rejected', by: 'from', reason: 'unknownAccount' }, undone: [] },
  },
];
