import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { TripOrder, tripBookingSettings } from './contract';
import { tripBookingProcess } from './orchestrator';

export const tripBookingRegistration: ProcessRegistration = {
  process: tripBookingProcess,
  order: TripOrder,
  example: {
    tripId: 'trip-1',
    traveller: { id: 'ada', email: 'ada@example.com' },
    departsAt: '2099-07-01T08:00:00Z',
    parts: [
      { kind: 'flight', offer: 'BER-LIS-0730' },
      { kind: 'hotel', offer: 'OLD-TOWN' },
      { kind: 'car', offer: 'COMPACT' },
    ],
    agreedCents: 25_000,
    cardToken: 'tok_visa',
  } satisfies z.input<typeof TripOrder>,
  settings: tripBookingSettings,
};
