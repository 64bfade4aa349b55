/** Trips of every kind, with what may become of them. */
import type { PriceAnswered, TripResult } from '../../src/processes/trip-booking/contract';
import { TOTAL_CENTS, type TripChange, withOffers } from '../support/a-trip';

export interface TripKind {
  readonly name: string;
  readonly order: TripChange;
  readonly outcomes: readonly TripResult['outcome'][];
  /** What the traveller does while it runs: answers the price, cancels in any way, or cancels what is booked. */
  readonly meanwhile?: PriceAnswered['decision'] | 'cancel' | 'cancelParts';
  /** While the test looks; otherwise so late that as much is refunded as the rules ever give. */
  readonly departsSoon?: boolean;
}

const soon = { departsSoon: true };
const dearer = { agreedCents: TOTAL_CENTS - 1_000 };

export const tripKinds: readonly TripKind[] = [
  { name: 'dearer, and expired', order: dearer, outcomes: ['expired'] },
  { name: 'departs soon', order: {}, outcomes: ['departed'], ...soon },
  {
    name: 'the last one',
    order: { parts: withOffers({ flight: 'LAST-ONE' }) },
    outcomes: ['departed', 'rejected'],
    ...soon,
  },
  { name: 'dearer, then accepted', order: dearer, outcomes: ['departed'], meanwhile: 'accept', ...soon },
  { name: 'dearer, and declined', order: dearer, outcomes: ['rejected'], meanwhile: 'decline' },
  { name: 'sold out', order: { parts: withOffers({ hotel: 'SOLD-OUT' }) }, outcomes: ['rejected'] },
  { name: 'card declined', order: { cardToken: 'tok_declined' }, outcomes: ['rejected'] },
  { name: 'capture declined', order: { cardToken: 'tok_capture_declined+void_flaky_1' }, outcomes: ['rejected'] },
  { name: 'overbooked', order: { parts: withOffers({ hotel: 'CONFIRM-REFUSED' }) }, outcomes: ['departed'], ...soon },
  {
    name: 'lost answers',
    order: {
      parts: withOffers({ flight: 'LOST-ANSWER-1', hotel: 'CONFIRM-FLAKY-1', car: 'CONFIRM-LOST-ANSWER-1' }),
      cardToken: 'tok_lost_answer_1+capture_lost_answer_1',
      traveller: { id: 'ann', email: 'lost-answer-1@example.com' },
    },
    outcomes: ['departed'],
    ...soon,
  },
  { name: 'cancelled in haste', order: {}, outcomes: ['cancelled'], meanwhile: 'cancel' },
  {
    name: 'cancelled when it is booked',
    order: { parts: withOffers({ hotel: 'CANCEL-LOST-ANSWER-1' }), cardToken: 'tok_refund_lost_answer_1' },
    outcomes: ['cancelled'],
    meanwhile: 'cancelParts',
  },
];

export function tripOrderOf({ order, departsSoon = false }: TripKind, tripId: string, soonest: Date): string {
  const departsAt = departsSoon ? soonest : '2099-07-01T08:00:00Z';
  const traveller = { id: 'ann', email: 'ann@example.com' };
  const usual = {
    tripId,
    traveller,
    departsAt,
    parts: withOffers({}),
    agreedCents: TOTAL_CENTS,
    cardToken: 'tok_visa',
  };
  return JSON.stringify({ ...usual, ...order });
}
