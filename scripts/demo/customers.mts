/** The customers of the demo: one who signs up, one who cannot be reached, one who wants to be forgotten, and then not. */
import { randomUUID } from 'node:crypto';
import type { Scenario } from './scenario.mts';
import { waitsAt } from './waits-at.mts';

const active = `demo-${randomUUID()}`;
const unreachable = `demo-${randomUUID()}`;
const undecided = `demo-${randomUUID()}`;

export const customers: readonly Scenario[] = [
  {
    name: 'customer signs up',
    process: 'onboarding',
    order: { customer: { id: active, name: 'Ada Lovelace', email: 'ada+secret-sesame@example.com' }, plan: 'team' },
    meanwhile: {
      when: waitsAt('addressConfirmation'),
      tells: 'the customer confirms, and becomes active',
      act: async (client, { id }) => {
        await client.confirm(id, 'sesame');
        return client.tell(id, 'welcomeStopped', { because: 'active' });
      },
      answer: 'submitted',
    },
    expected: { result: { outcome: 'onboarded', welcome: 'active' }, undone: [] },
  },
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
