import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cars } from '../../../src/services/cars/contract';
import { flights } from '../../../src/services/flights/contract';
import { scoreOrder } from '../../../src/services/fraud/contract';
import { hotels } from '../../../src/services/hotels/contract';
import { sendNotification } from '../../../src/services/notifications/contract';
import { authorizePayment, capturePayment, refundPayment, voidPayment } from '../../../src/services/payments/contract';
import { paymentsIn } from '../../../src/services/payments/payment';
import { priceOrder } from '../../../src/services/pricing/contract';
import { cancelParcel, createParcel } from '../../../src/services/shipping/contract';
import {
  aBooking,
  aHold,
  aMessage,
  anAddress,
  anAuthorization,
  aParcel,
  aPriceRequest,
  aScoreRequest,
  NOON,
} from './requests';
import { StandIns } from './stand-ins';

const reference = 'order-1/payment';
const capture = { reference, amountCents: 2_580, requestedAt: NOON };
const unavailable = { code: 'service.unavailable' };

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

/** Each activity with an input whose test value makes its first two requests fail. */
const flaky = [
  {
    name: 'pricing.priceOrder',
    run: () => standIns.run(priceOrder, aPriceRequest({ lines: [{ sku: 'FLAKY-2', quantity: 1 }] }), 'k'),
  },
  {
    name: 'fraud.scoreOrder',
    run: () => standIns.run(scoreOrder, aScoreRequest({ cardToken: 'tok_fraud_flaky_2' }), 'k'),
  },
  {
    name: 'payments.authorize',
    run: () => standIns.run(authorizePayment, anAuthorization({ cardToken: 'tok_flaky_2' }), 'k'),
  },
  { name: 'payments.capture', run: () => standIns.run(capturePayment, capture, 'k') },
  { name: 'payments.void', run: () => standIns.run(voidPayment, { reference }, 'k') },
  { name: 'payments.refund', run: () => standIns.run(refundPayment, { reference, amountCents: 1 }, 'k') },
  {
    name: 'shipping.createParcel',
    run: () => standIns.run(createParcel, aParcel({ address: anAddress({ postalCode: 'FLAKY-2' }) }), 'k'),
  },
  { name: 'shipping.cancelParcel', run: () => standIns.run(cancelParcel, { reference: 'order-1/north' }, 'k') },
  ...[flights, hotels, cars].flatMap(({ hold, release, confirm, cancel }) => [
    { name: hold.name, run: () => standIns.run(hold, aHold({ offer: 'FLAKY-2' }), 'k') },
    { name: release.name, run: () => standIns.run(release, aBooking({ offer: 'RELEASE-FLAKY-2' }), 'k') },
    { name: confirm.name, run: () => standIns.run(confirm, aBooking({ offer: 'CONFIRM-FLAKY-2' }), 'k') },
    { name: cancel.name, run: () => standIns.run(cancel, aBooking({ offer: 'CANCEL-FLAKY-2' }), 'k') },
  ]),
  {
    name: 'notifications.send',
    run: () => standIns.run(sendNotification, aMessage({ to: 'flaky-2@example.com' }), 'k'),
  },
];

/** What the operations that find their test value in an earlier request need before them. */
async function prepare(name: string): Promise<void> {
  const operation = name.slice(name.indexOf('.') + 1);
  if (['capture', 'void', 'refund'].includes(operation)) {
    await standIns.run(authorizePayment, anAuthorization({ cardToken: `tok_${operation}_flaky_2` }));
  }
  if (operation === 'cancelParcel') {
    await standIns.run(createParcel, aParcel({ address: anAddress({ postalCode: 'CANCEL-FLAKY-2' }) }));
  }
}

it.each(flaky)('$name fails twice with flaky 2 and then works, counting over restarts', async ({ name, run }) => {
  await prepare(name);
  await expect(run()).rejects.toMatchObject(unavailable);
  standIns.restart();
  await expect(run()).rejects.toMatchObject(unavailable);
  standIns.restart();
  await expect(run()).resolves.toHaveProperty('outcome');
});

describe('a test value', () => {
  it('makes every request fail in an outage', async () => {
    const request = anAuthorization({ cardToken: 'tok_outage' });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(standIns.run(authorizePayment, request, 'k')).rejects.toMatchObject(unavailable);
    }
  });

  it('counts failures for each key of its own', async () => {
    const request = anAuthorization({ cardToken: 'tok_flaky_1' });
    await expect(standIns.run(authorizePayment, request, 'a')).rejects.toMatchObject(unavailable);
    await expect(standIns.run(authorizePayment, request, 'b')).rejects.toMatchObject(unavailable);
    await expect(standIns.run(authorizePayment, request, 'a')).resolves.toMatchObject({ outcome: 'authorized' });
  });

  it('leaves no effect when a request fails before it', async () => {
    const request = anAuthorization({ cardToken: 'tok_outage' });
    await expect(standIns.run(authorizePayment, request)).rejects.toMatchObject(unavailable);
    const records = standIns.records('payments');
    expect(paymentsIn(records).all()).toEqual([]);
    records.close();
  });

  it('loses the answer to an effect that happened', async () => {
    const request = anAuthorization({ cardToken: 'tok_lost_answer_1' });
    await expect(standIns.run(authorizePayment, request, 'k')).rejects.toMatchObject(unavailable);
    const records = standIns.records('payments');
    const [payment] = paymentsIn(records).all();
    records.close();
    expect(await standIns.run(authorizePayment, request, 'k')).toMatchObject({
      authorizationId: payment?.state === 'authorized' && payment.authorizationId,
    });
  });

  it('loses every answer it says, also when the effect has changed what the test value is read from', async () => {
    const address = anAddress({ postalCode: 'CANCEL-LOST-ANSWER-2' });
    await standIns.run(authorizePayment, anAuthorization({ cardToken: 'tok_void_lost_answer_2' }));
    await standIns.run(createParcel, aParcel({ address }));
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(standIns.run(voidPayment, { reference }, 'v')).rejects.toMatchObject(unavailable);
      await expect(standIns.run(cancelParcel, { reference: 'order-1/north' }, 'c')).rejects.toMatchObject(unavailable);
    }
    await expect(standIns.run(voidPayment, { reference }, 'v')).resolves.toEqual({ outcome: 'voided' });
  });

  it('makes a request slow', async () => {
    const before = performance.now();
    await standIns.run(authorizePayment, anAuthorization({ cardToken: 'tok_slow_50ms' }));
    expect(performance.now() - before).toBeGreaterThan(45);
  });

  it('speaks to several operations at once', async () => {
    const cardToken = 'tok_capture_declined+void_flaky_1';
    await standIns.run(authorizePayment, anAuthorization({ cardToken }));
    await expect(standIns.run(capturePayment, capture)).resolves.toMatchObject({ outcome: 'declined' });
    await expect(standIns.run(voidPayment, { reference }, 'k')).rejects.toMatchObject(unavailable);
    await expect(standIns.run(voidPayment, { reference }, 'k')).resolves.toEqual({ outcome: 'voided' });
  });
});
