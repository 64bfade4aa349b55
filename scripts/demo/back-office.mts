/** The back office of the demo: one case that a clerk decides, and a batch of cases that need none. */
import type { Scenario } from './scenario.mts';
import { waitsAt } from './waits-at.mts';

const submittedBy = { id: 'ada', email: 'ada@example.com' };

const expenseOf = (reference: string) => ({ type: 'expense', reference, submittedBy, facts: { amountCents: 4_200 } });

export const backOffice: readonly Scenario[] = [
  {
    name: 'invoice approved',
    process: 'back-office-case',
    order: {
      ...{ type: 'invoice', reference: 'INV-1001', submittedBy },
      facts: { supplier: 'Mill Lane Ltd', amountCents: 120_000, country: 'GB' },
    },
    meanwhile: {
      when: waitsAt('decision'),
      tells: 'a clerk decides',
      act: (client, { id }) => client.decide(id, 'approve'),
      answer: 'approve',
    },
    expected: { result: { outcome: 'approved', by: 'demo@example.com' }, undone: [] },
  },
  {
    name: 'batch of cases',
    process: 'back-office-batch',
    order: { concurrency: 2, cases: ['EXP-1', 'EXP-2', 'EXP-3'].map(expenseOf) },
    expected: { result: { outcome: 'completed', done: 3, failed: 0 }, undone: [] },
  },
];
