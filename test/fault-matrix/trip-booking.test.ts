import { describe, expect, it } from '@jest/globals';
import { tripBooking } from '../../src/processes/trip-booking/contract';
import { TOTAL_CENTS, withOffers } from '../support/a-trip';
import { FaultyApp } from './faulty-app';
import { brokenRules } from './judge';
import { type MatrixReport, runFaultMatrix } from './matrix';
import type { Subject } from './subject';

/** A minute or two is usual; a machine that is busy with other things may take its time. */
const TIME_LIMIT_MS = 900_000;

const services = ['flights', 'hotels', 'cars'] as const;

const inputOf = (cardToken: string) => ({
  tripId: 'trip-1',
  traveller: { id: 'ann', email: 'ann@example.com' },
  departsAt: '2099-07-01T08:00:00.000Z',
  // The hotel is overbooked: what is missing is paid back, too.
  parts: withOffers({ hotel: 'CONFIRM-REFUSED' }),
  agreedCents: TOTAL_CENTS,
  currency: 'EUR',
  cardToken,
  processVersion: tripBooking.version,
});

/** All of the hotel; of the flight and the car, which are cancelled long before the departure, what the rules say. */
const REFUNDED_CENTS = 9_000 + 9_600 + 4_000;

const shared = {
  process: tripBooking.name,
  isBestEffort: (step: string) => step.startsWith('notifications.'),
  audit,
} satisfies Partial<Subject>;

/** The traveller cancels at once, which counts as soon as the trip is booked. */
const booked: Subject = {
  ...shared,
  input: inputOf('tok_visa'),
  live: (_, instance) => instance.raiseEvent('partsCancelled', {}),
};
const declinedAtThePivot: Subject = { ...shared, input: inputOf('tok_capture_declined') };

/** Either everything is paid, cancelled and refunded, or it is as if the trip had never been. */
function audit({ records }: FaultyApp, instanceId: string): Promise<readonly string[]> {
  const payment = records.payment(instanceId);
  const money =
    payment?.state === 'captured'
      ? `${payment.capturedCents} - ${payment.refundedCents}`
      : (payment?.state ?? 'voided');
  const bookings = services.flatMap((service) => records.bookings(service));
  const states = bookings.flatMap(({ reference, state }) => (reference.startsWith(`${instanceId}/`) ? state : []));
  const evidence = [money, ...states].join(', ');
  const isOver = evidence === `${TOTAL_CENTS} - ${REFUNDED_CENTS}, cancelled, released, cancelled`;
  return Promise.resolve(isOver || evidence === 'voided, released, released, released' ? [] : [evidence]);
}

describe('the fault matrix of a trip', () => {
  it(
    'keeps its rules when it is booked, and cancelled in the end',
    async () => {
      const { steps, undos, findings } = await cellsOf('booked', booked);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps.toSorted()).toEqual([...before, ...behind].toSorted());
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(135);
    },
    TIME_LIMIT_MS,
  );

  it(
    'keeps its rules when the pivot is refused',
    async () => {
      const { steps, undos, findings } = await cellsOf('declined at the pivot', declinedAtThePivot);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps).toEqual(before);
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(45);
    },
    TIME_LIMIT_MS,
  );
});

const before = [
  'flights.hold/flight-1/1.1',
  'hotels.hold/hotel-2/1.1',
  'cars.hold/car-3/1.1',
  'payments.authorize',
  'payments.capture',
];

const behind = [
  'flights.confirm/flight-1',
  'hotels.confirm/hotel-2',
  'cars.confirm/car-3',
  'payments.refund/hotel-2',
  'notifications.send/tripBooked',
  'flights.cancel/flight-1',
  'cars.cancel/car-3',
  'payments.refund/flight-1',
  'payments.refund/car-3',
  'notifications.send/tripCancelled',
];

const expectedUndos = [
  'cars.release/car-3/1.1',
  'flights.release/flight-1/1.1',
  'hotels.release/hotel-2/1.1',
  'payments.void',
];

async function cellsOf(name: string, subject: Subject): Promise<MatrixReport> {
  await using app = await FaultyApp.start();
  const report = await runFaultMatrix(app, subject);
  console.log(`fault matrix of a trip, ${name}: ${report.findings.length} cells ran`);
  return report;
}
