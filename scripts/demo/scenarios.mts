/** What the demo runs, and how each of them has to end. */
import type { Step, View } from './app-client.mts';
import { backOffice } from './back-office.mts';
import { bank } from './bank.mts';
import { customers } from './customers.mts';
import { orderOf } from './order.mts';
import type { Intervention, Scenario } from './scenario.mts';
import { trips } from './trips.mts';

const mug = ['MUG-RED'];
const piano = ['PIANO-GRAND'];
const pianoUndone = ['payments.void', 'stockLevel.release/PIANO-GRAND'];
const mugUndone = ['payments.void', 'stockLevel.release/MUG-RED'];

const stepIs = (name: string, isSo: (step: Step) => boolean) => (view: View) =>
  view.steps.some((step) => step.step === name && isSo(step));
const isWaiting = ({ state }: Step) => state === 'waiting';
const waitsForHuman = stepIs('approval', isWaiting);

const decides = (decision: 'approve' | 'reject'): Intervention => ({
  when: waitsForHuman,
  tells: 'a human decides',
  act: (client, { id }) => client.decide(id, decision),
  answer: decision,
});

const cancels = (when: (view: View) => boolean, answer: 'in time' | 'too late'): Intervention => ({
  when,
  tells: 'the customer cancels',
  act: (client, { id }) => client.cancel(id),
  answer,
});

const happy = orderOf(mug);

export const scenarios: readonly Scenario[] = [
  {
    name: 'all goes well',
    order: happy,
    expected: { result: { outcome: 'fulfilled', totalCents: 1_290 }, parcels: 1, undone: [] },
  },
  {
    name: 'two warehouses',
    order: orderOf(['MUG-BLUE', 'SHIRT-M']),
    expected: { result: { outcome: 'fulfilled', totalCents: 3_740 }, parcels: 2, undone: [] },
  },
  {
    name: 'sent twice',
    order: happy,
    meanwhile: {
      when: () => true,
      tells: 'the shop sends the order again',
      act: async (client, { id, key }) => ((await client.start(happy, key)) === id ? 'same order' : 'another order'),
      answer: 'same order',
    },
    expected: { result: { outcome: 'fulfilled' }, parcels: 1, undone: [] },
  },
  {
    name: 'card declined',
    order: orderOf(mug, 'tok_declined'),
    expected: {
      result: { outcome: 'rejected', by: 'payment', reason: 'cardDeclined' },
      undone: ['stockLevel.release/MUG-RED'],
    },
  },
  {
    name: 'out of stock',
    order: orderOf(['MUG-RED', 'GONE-1']),
    expected: {
      result: { outcome: 'rejected', by: 'stock', sku: 'GONE-1' },
      undone: ['stockLevel.release/MUG-RED'],
    },
  },
  {
    name: 'approved',
    order: orderOf(mug, 'tok_suspicious'),
    meanwhile: decides('approve'),
    expected: { result: { outcome: 'fulfilled' }, parcels: 1, undone: [] },
  },
  {
    name: 'not approved',
    order: orderOf(piano),
    meanwhile: decides('reject'),
    expected: { result: { outcome: 'rejected', by: 'approval', reason: 'notApproved' }, undone: pianoUndone },
  },
  {
    name: 'nobody approves',
    order: orderOf(piano),
    options: { approvalReminderMs: 1_500, approvalDeadlineMs: 4_000, approverEmail: 'boss@example.com' },
    expected: { result: { outcome: 'expired', reason: 'notApprovedInTime' }, undone: pianoUndone },
  },
  {
    name: 'cancelled',
    order: orderOf(piano),
    meanwhile: cancels(waitsForHuman, 'in time'),
    expected: { result: { outcome: 'cancelled', reason: 'changedMyMind' }, undone: pianoUndone },
  },
  {
    name: 'payments stumble',
    order: orderOf(mug, 'tok_flaky_2'),
    expected: { result: { outcome: 'fulfilled' }, parcels: 1, attempts: { 'payments.authorize': 3 }, undone: [] },
  },
  {
    name: 'payments are down',
    order: orderOf(mug, 'tok_outage'),
    meanwhile: cancels(
      stepIs('payments.authorize', (step) => isWaiting(step) && step.attempts === 2),
      'in time',
    ),
    expected: { result: { outcome: 'cancelled' }, attempts: { 'payments.authorize': 2 }, undone: mugUndone },
  },
  {
    name: 'no way back',
    order: orderOf(mug, 'tok_capture_flaky_2'),
    meanwhile: cancels(stepIs('payments.capture', isWaiting), 'too late'),
    expected: { result: { outcome: 'fulfilled' }, parcels: 1, attempts: { 'payments.capture': 3 }, undone: [] },
  },
  ...trips,
  ...bank,
  ...backOffice,
  ...customers,
];
