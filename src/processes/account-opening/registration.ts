import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { AccountApplication, accountOpeningSettings } from './contract';
import { accountOpeningProcess } from './orchestrator';

export const accountOpeningRegistration: ProcessRegistration = {
  process: accountOpeningProcess,
  order: AccountApplication,
  example: {
    applicationId: 'app-1',
    applicant: {
      ...{ fullName: 'Ada Lovelace', dateOfBirth: '1990-12-10', nationality: 'GB', identityNumber: 'ID-1001' },
      email: 'ada@example.com',
      address: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
    },
    product: 'current',
    branch: 'BERLIN-MITTE',
    documents: [
      { kind: 'identityDocument', reference: 'scan-1' },
      { kind: 'proofOfAddress', reference: 'scan-2' },
      { kind: 'proofOfIncome', reference: 'scan-3' },
    ],
    initialDeposit: { cents: 25_000, from: 'ACC-ADA' },
  } satisfies z.input<typeof AccountApplication>,
  settings: accountOpeningSettings,
};
