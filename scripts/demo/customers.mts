/** The customers of the demo: one who cannot be reached, and one who wants to be forgotten, and then does not. */
import { randomUUID } from 'node:crypto';
import type { Scenario } from './scenario.mts';
import { waitsAt } from './waits-at.mts';

const unreachable = `demo-${randomUUID()}`;
const undecided = `demo-${randomUUID()}`;

export const customers: readonly Scenario[] = [
  {
    name: 'mail bounces',
    process: 'onboarding',
    order: { customer: { id: unreachable, name: 'Ada Lovelace', email: 'bounce@example.com' }, plan: 'team' },
    expected: {
      result: { outcome: 'rejected', by: 'notifications', reason: 'bounced' },
      undone: ['emailVerification.close/<id>', `customerFile.abandonOnboarding/${unreachable}`],
    },
  },
  {
    name: 'erasure withdrawn',
    process: 'erasure',
    order: { customerId: undecided },
    meanwhile: {
      when: waitsAt('withdrawalPeriod'),
      tells: 'the customer withdraws',
      act: (client, { id }) => client.cancel(id),
      answer: 'in time',
    },
    expected: {
      result: { outcome: 'withdrawn' },
      undone: ['billing.unblock', `customerFile.withdrawErasure/${undecided}`],
    },
  },
];
