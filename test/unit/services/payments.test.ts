import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authorizePayment, capturePayment, refundPayment, voidPayment } from '../../../src/services/payments/contract';
import { anAuthorization, NOON } from './requests';
import { StandIns } from './stand-ins';

const reference = 'order-1/payment';
const capture = { reference, amountCents: 2_580, requestedAt: NOON };

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('authorising', () => {
  it('holds the amount for seven days', async () => {
    expect(await standIns.run(authorizePayment, anAuthorization())).toMatchObject({
      outcome: 'authorized',
      expiresAt: '2026-03-08T12:00:00.000Z',
    });
  });

  it.each([
    ['tok_declined', 'cardDeclined'],
    ['tok_insufficient_funds', 'insufficientFunds'],
  ])('declines %s', async (cardToken, reason) => {
    expect(await standIns.run(authorizePayment, anAuthorization({ cardToken }))).toEqual({
      outcome: 'declined',
      reason,
    });
  });

  it('holds a reference once, also when two keys ask', async () => {
    const first = await standIns.run(authorizePayment, anAuthorization());
    expect(await standIns.run(authorizePayment, anAuthorization())).toEqual(first);
  });

  it('declines a reference that stands for another amount', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    const again = await standIns.run(authorizePayment, anAuthorization({ amountCents: 9_999 }));
    expect(again).toEqual({ outcome: 'declined', reason: 'referenceReused' });
  });

  it('declines a reference whose money was taken', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    await standIns.run(capturePayment, capture);
    const again = await standIns.run(authorizePayment, anAuthorization());
    expect(again).toEqual({ outcome: 'declined', reason: 'referenceReused' });
  });
});

describe('capturing', () => {
  it('takes the money once, also when two keys ask', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    const first = await standIns.run(capturePayment, capture);
    expect(first).toMatchObject({ outcome: 'captured' });
    expect(await standIns.run(capturePayment, capture)).toEqual(first);
  });

  it('is expired when the hold is over by the time of the request', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    const late = { ...capture, requestedAt: '2026-03-08T12:00:00.000Z' };
    expect(await standIns.run(capturePayment, late)).toEqual({ outcome: 'expired', expiredAt: late.requestedAt });
  });

  it('is expired after an hour for tok_short_hold', async () => {
    await standIns.run(authorizePayment, anAuthorization({ cardToken: 'tok_short_hold' }));
    const late = { ...capture, requestedAt: '2026-03-01T13:00:00.000Z' };
    expect(await standIns.run(capturePayment, late)).toEqual({ outcome: 'expired', expiredAt: late.requestedAt });
  });

  it.each([
    ['what was never authorised', { cardToken: 'tok_declined' }, {}, 'notAuthorized'],
    ['more than was authorised', {}, { amountCents: 2_581 }, 'amountTooHigh'],
    ['tok_capture_declined', { cardToken: 'tok_capture_declined' }, {}, 'cardDeclined'],
  ])('declines %s', async (_, authorization, changes, reason) => {
    await standIns.run(authorizePayment, anAuthorization(authorization));
    expect(await standIns.run(capturePayment, { ...capture, ...changes })).toEqual({ outcome: 'declined', reason });
  });

  it('declines to capture another amount of a captured payment', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    await standIns.run(capturePayment, capture);
    const answer = await standIns.run(capturePayment, { ...capture, amountCents: 1 });
    expect(answer).toEqual({ outcome: 'declined', reason: 'alreadyCaptured' });
  });
});

describe('voiding', () => {
  it('lets the hold go, so that nothing can be captured', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    expect(await standIns.run(voidPayment, { reference })).toEqual({ outcome: 'voided' });
    expect(await standIns.run(capturePayment, capture)).toEqual({ outcome: 'declined', reason: 'voided' });
  });

  it('works before the authorisation, which then is declined', async () => {
    expect(await standIns.run(voidPayment, { reference })).toEqual({ outcome: 'voided' });
    expect(await standIns.run(authorizePayment, anAuthorization())).toEqual({ outcome: 'declined', reason: 'voided' });
  });

  it('comes too late when the money was taken', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    const captured = await standIns.run(capturePayment, capture);
    const captureId = captured.outcome === 'captured' && captured.captureId;
    expect(await standIns.run(voidPayment, { reference })).toEqual({ outcome: 'alreadyCaptured', captureId });
  });
});

describe('refunding', () => {
  it('gives back no more than was captured', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    await standIns.run(capturePayment, capture);
    expect(await standIns.run(refundPayment, { reference, amountCents: 2_000 })).toMatchObject({ outcome: 'refunded' });
    const tooMuch = await standIns.run(refundPayment, { reference, amountCents: 581 });
    expect(tooMuch).toEqual({ outcome: 'refused', reason: 'amountTooHigh' });
    expect(await standIns.run(refundPayment, { reference, amountCents: 580 })).toMatchObject({ outcome: 'refunded' });
  });

  it('refuses what was not captured', async () => {
    await standIns.run(authorizePayment, anAuthorization());
    const answer = await standIns.run(refundPayment, { reference, amountCents: 1 });
    expect(answer).toEqual({ outcome: 'refused', reason: 'notCaptured' });
  });
});
