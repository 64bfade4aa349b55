import { call } from '../../orchestration/call';
import { defineProcess } from '../../orchestration/define-process';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { authorizePayment, capturePayment } from '../../services/payments/contract';
import { isAtOrAfter } from '../../shared/instant';
import { confirmHolds } from './bookings';
import { accompany } from './cancellations';
import { type Rejection, tripBooking, type TripResult } from './contract';
import { tellBooked, tellEnd } from './notices';
import { giveBackPayment } from './payment';
import { agreeOnPrice } from './price';
import { endOf, undoneTrip } from './result';
import { type Trip, tripOf } from './trip';

export const tripBookingProcess = defineProcess(tripBooking, function* (context, input) {
  const trip = tripOf(context, input);
  try {
    const { result, notUndone } = yield* Saga.run<TripResult>(context, {
      story: (saga) => book(context, saga, trip),
      whenCancelled: ({ reason }) => undoneTrip(trip, reason),
    });
    yield* tellEnd(context, trip, result.outcome);
    return notUndone.length === 0 ? result : { ...result, notUndone: [...notUndone] };
  } catch (fault) {
    yield* tellEnd(context, trip, 'failed');
    throw fault;
  }
});

function* book(context: ProcessContext, saga: Saga, trip: Trip): Step<TripResult> {
  const { tripId, reference } = trip;
  const rejected = (rejection: Rejection) => saga.abandon<TripResult>({ outcome: 'rejected', tripId, ...rejection });
  if (isAtOrAfter(context.now, trip.departsAt)) return rejected({ by: 'departure', reason: 'inThePast' });

  const price = yield* agreeOnPrice(context, saga, trip);
  if (price.outcome === 'expired')
    return saga.abandon({ outcome: 'expired', tripId, reason: 'priceNotAnsweredInTime' });
  if (price.outcome === 'refused') {
    const { by, reason, part } = price;
    return rejected({ by, reason, part });
  }
  const { holds, totalCents: amountCents } = price;

  const giveBack = saga.undoWith('give back the payment', () => giveBackPayment(context, { reference, amountCents }));
  const authorization = yield* call(context, authorizePayment, {
    ...payerOf(trip),
    reference,
    amountCents,
    requestedAt: context.now,
  });
  if (authorization.outcome === 'declined') {
    giveBack.drop();
    return rejected({ by: 'payment', reason: authorization.reason });
  }

  const payment = yield* saga.pivot(
    () => call(context, capturePayment, { reference, amountCents, requestedAt: context.now }),
    ({ outcome }) => outcome === 'captured',
  );
  if (payment.outcome === 'expired') return rejected({ by: 'payment', reason: 'authorizationExpired' });
  if (payment.outcome === 'declined') return rejected({ by: 'payment', reason: payment.reason });

  const { booked, missing } = yield* confirmHolds(context, trip, holds);
  if (booked.length > 0) yield* tellBooked(context, trip, { booked: booked.length, missing: missing.length });
  const departure = yield* accompany(context, trip, booked);
  return endOf(trip, { paidCents: amountCents, missing, ...departure });
}

function payerOf({ tripId, traveller, currency, cardToken }: Trip) {
  return { orderId: tripId, customerId: traveller.id, currency, cardToken };
}
