/** The account openings that are recorded: one for each path on which an instance can be met by a deployment. */
import type { TestHost, TestInstance } from 'embedded-host/testing';
import type { Recording } from './recording.mts';

const ada = {
  ...{ fullName: 'Ada Lovelace', dateOfBirth: '1990-12-10', nationality: 'GB', email: 'ada@example.com' },
  identityNumber: 'ID-1001',
  address: { name: 'Ada Lovelace', line1: '12 Mill Lane', city: 'London', postalCode: 'N1 7AA', country: 'GB' },
};
const documents = [
  { kind: 'identityDocument', reference: 'scan-1' },
  { kind: 'proofOfAddress', reference: 'scan-2' },
];
const usual = {
  ...{ applicationId: 'recorded', applicant: ada, product: 'savings', branch: 'BERLIN-MITTE', documents },
  initialDeposit: { cents: 25_000, from: 'ACC-ADA' },
};
const unclear = { ...usual, applicant: { ...ada, identityNumber: 'ID-UNCLEAR' } };

export const accountOpenings: Readonly<Record<string, Recording>> = {
  opened: { order: usual },
  'documents-missing': { order: { ...usual, documents: [] } },
  'documents-provided': { order: { ...usual, documents: [] }, live: provide },
  'documents-expired': { order: { ...usual, documents: [] }, live: (host) => host.skip({ days: 14 }) },
  'rejected-by-rules': { order: { ...usual, applicant: { ...ada, identityNumber: 'ID-FORGED' } } },
  reviewed: { order: unclear, live: approveByTwo },
  'review-expired': { order: unclear, live: (host) => host.skip({ days: 5 }) },
  'not-activated': { order: { ...usual, branch: 'ACTIVATE-REFUSED' } },
  'core-banking-down': { order: { ...usual, branch: 'OUTAGE' }, live: (host) => host.skip({ hours: 2 }) },
  cancelled: {
    order: unclear,
    live: (_, application) => application.raiseEvent('cancelRequested', { reason: 'foundAnotherBank' }),
  },
};

async function provide(host: TestHost, application: TestInstance): Promise<void> {
  await host.skip({ days: 4 });
  await application.raiseEvent('documentsProvided', { documents });
}

async function approveByTwo(host: TestHost, application: TestInstance): Promise<void> {
  await host.skip({ hours: 50 });
  for (const by of ['rita', 'ron']) {
    const at = (await host.now()).toISOString();
    await application.raiseEvent('approval:review', { decisionId: by, decision: 'approve', by, at });
    await host.settled();
  }
}
