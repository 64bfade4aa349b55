/** The trips that are recorded: one for each path on which an instance can be met by a deployment. */
import type { Recording } from './recording.mts';

const parts = [
  { kind: 'flight', offer: 'BER-LIS-0730' },
  { kind: 'hotel', offer: 'OLD-TOWN' },
  { kind: 'car', offer: 'COMPACT' },
];
const usual = {
  tripId: 'trip-1',
  traveller: { id: 'ada', email: 'ada@example.com' },
  departsAt: '2026-03-06T09:00:00Z',
  parts,
  agreedCents: 25_000,
  currency: 'EUR',
  cardToken: 'tok_visa',
};
const dearer = { ...usual, agreedCents: 24_000 };
const withHotel = (offer: string) => [parts[0], { kind: 'hotel', offer }, parts[2]];

export const trips: Readonly<Record<string, Recording>> = {
  booked: { order: usual },
  departed: { order: usual, live: (host) => host.skip({ days: 61 }) },
  'sold-out': { order: { ...usual, parts: withHotel('SOLD-OUT') } },
  alternative: { order: { ...usual, parts: [{ ...parts[0], offer: 'SOLD-OUT', alternatives: ['LATE'] }, parts[1]] } },
  'card-declined': { order: { ...usual, cardToken: 'tok_declined' } },
  'hotel-down': { order: { ...usual, parts: withHotel('OUTAGE') }, live: (host) => host.skip({ hours: 2 }) },
  'not-confirmed': { order: { ...usual, parts: withHotel('CONFIRM-REFUSED') } },
  'waiting-for-consent': { order: dearer },
  'consent-expired': { order: dearer, live: (host) => host.skip({ days: 2 }) },
  'held-anew': {
    order: dearer,
    live: async (host, trip) => {
      await host.skip({ hours: 1 });
      await trip.raiseEvent('priceAnswered', { decision: 'accept', totalCents: 25_000 });
    },
  },
  cancelled: { order: dearer, live: (_, trip) => trip.raiseEvent('cancelRequested', { reason: 'illness' }) },
  'cancelled-late': {
    order: usual,
    live: async (host, trip) => {
      await trip.raiseEvent('partsCancelled', { parts: ['car-3'] });
      await host.skip({ days: 50 });
      await trip.raiseEvent('partsCancelled', {});
    },
  },
};
