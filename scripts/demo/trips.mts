/** Trips of the demo; docs/test-values.md tells what their offers make happen. */
import { randomUUID } from 'node:crypto';
import type { Scenario } from './scenario.mts';
import { waitsAt } from './waits-at.mts';

const DEPARTS_IN_MS = 60 * 86_400_000;

function tripOf(hotel: string, agreedCents: number) {
  return {
    tripId: `demo-${randomUUID()}`,
    traveller: { id: 'ada', email: 'ada@example.com' },
    departsAt: new Date(Date.now() + DEPARTS_IN_MS).toISOString(),
    parts: [
      { kind: 'flight', offer: 'LON-LIS-0730' },
      { kind: 'hotel', offer: hotel },
    ],
    agreedCents,
    cardToken: 'tok_visa',
  };
}

export const trips: readonly Scenario[] = [
  {
    name: 'trip sold out',
    process: 'trip-booking',
    order: tripOf('SOLD-OUT', 21_000),
    expected: {
      result: { outcome: 'rejected', by: 'hotels', reason: 'soldOut' },
      undone: ['flights.release/flight-1/1.1'],
    },
  },
  {
    name: 'trip too dear',
    process: 'trip-booking',
    order: tripOf('OLD-TOWN', 20_000),
    meanwhile: {
      when: waitsAt('consent/1'),
      tells: 'the traveller declines',
      act: (client, { id }) => client.tell(id, 'priceAnswered', { decision: 'decline', totalCents: 21_000 }),
      answer: 'submitted',
    },
    expected: {
      result: { outcome: 'rejected', by: 'traveller', reason: 'priceDeclined' },
      undone: ['hotels.release/hotel-2/1.1', 'flights.release/flight-1/1.1'],
    },
  },
  {
    name: 'trip refunded',
    process: 'trip-booking',
    order: tripOf('OLD-TOWN', 21_000),
    meanwhile: {
      when: waitsAt('departure'),
      tells: 'the traveller cancels',
      act: (client, { id }) => client.tell(id, 'partsCancelled', { reason: 'illness' }),
      answer: 'submitted',
    },
    expected: { result: { outcome: 'cancelled', paidCents: 21_000, refundedCents: 18_600 }, undone: [] },
  },
];
