/** The back-office cases and batches that are recorded: one for each path on which an instance can be met. */
import type { TestHost, TestInstance } from 'embedded-host/testing';
import type { Recording } from './recording.mts';

const expense = {
  type: 'expense',
  reference: 'EXP-1',
  submittedBy: { id: 'ann', email: 'ann@example.com' },
  facts: { amountCents: 1_200 },
};
const invoice = { ...expense, type: 'invoice', reference: 'INV-1', facts: { amountCents: 1_200, country: 'DE' } };
const complete = { ...invoice, facts: { ...invoice.facts, supplier: 'ACME' } };

export const cases: Readonly<Record<string, Recording>> = {
  'approved-by-rule': { order: expense },
  'waiting-for-clerk': { order: complete },
  informed: { order: invoice, live: inform },
  'waiting-for-information': { order: invoice, live: (host) => host.skip({ days: 3 }) },
  'information-expired': { order: invoice, live: (host) => host.skip({ days: 15 }) },
  'not-allowed': { order: { ...complete, facts: { ...complete.facts, country: 'XX' } } },
  'validation-down': {
    order: { ...expense, reference: 'EXP-1+LIMITS-OUTAGE' },
    live: (host) => host.skip({ hours: 1 }),
  },
  undecided: { order: complete, live: (host) => host.skip({ days: 6 }) },
  cancelled: { order: complete, live: (_, instance) => instance.raiseEvent('cancelRequested', { reason: 'mistake' }) },
};

async function inform(_host: TestHost, instance: TestInstance): Promise<void> {
  await instance.raiseEvent('informationGiven', { request: 'completeness/1', facts: { supplier: 'ACME' } });
}

const few = { concurrency: 2, cases: [1, 2, 3].map((number) => ({ ...expense, reference: `EXP-${number}` })) };
const waiting = { ...few, cases: few.cases.map((each) => ({ ...each, facts: {} })) };

export const batches: Readonly<Record<string, Recording>> = {
  completed: { order: few, live: (host) => host.skip({ minutes: 1 }) },
  paused: { order: waiting, live: (_, instance) => instance.raiseEvent('pause', {}) },
};
