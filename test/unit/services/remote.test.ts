import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authorizePayment, capturePayment, voidPayment } from '../../../src/services/payments/contract';
import { remoteActivity } from '../../../src/services/remote/remote-activity';
import type { ActivityContract } from '../../../src/shared/contract';
import { anAuthorization, NOON } from './requests';
import { FakeService, type FakeAnswer } from '../../support/fake-service';

const call = {
  idempotencyKey: 'purchase-1/authorize',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const authorized = { outcome: 'authorized', authorizationId: 'a-1', expiresAt: NOON };
const capture = { reference: 'order-1/payment', amountCents: 2_580, requestedAt: NOON };

let service: FakeService;
let elsewhere: FakeService;
beforeEach(async () => {
  service = await FakeService.start();
  elsewhere = await FakeService.start();
});
afterEach(async () => {
  await service.stop();
  await elsewhere.stop();
});

async function ask(
  answer: FakeAnswer | undefined,
  contract: ActivityContract = authorizePayment,
  payload: unknown = anAuthorization(),
) {
  service.answer = answer;
  return remoteActivity(contract, service.url).handle(payload, call);
}

describe('a request to a real service', () => {
  it('is a POST of the payload with the idempotency key and the trace', async () => {
    await ask({ status: 200, body: authorized });
    expect(service.received).toEqual([
      {
        method: 'POST',
        path: '/authorize',
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'idempotency-key': '"purchase-1/authorize"',
          traceparent: call.traceparent,
        }),
        body: JSON.stringify(anAuthorization()),
      },
    ]);
  });

  it('carries no trace when there is none', async () => {
    service.answer = { status: 200, body: authorized };
    await remoteActivity(authorizePayment, service.url).handle(anAuthorization(), { idempotencyKey: 'k' });
    expect(service.received[0]?.headers).not.toHaveProperty('traceparent');
  });

  it('keeps the path and the query of the configured URL', async () => {
    service.answer = { status: 200, body: authorized };
    await remoteActivity(authorizePayment, `${service.url}/v2/payments/?code=x`).handle(anAuthorization(), call);
    expect(service.received[0]?.path).toBe('/v2/payments/authorize?code=x');
  });

  it('is not sent when the payload breaks the contract', async () => {
    await expect(ask({ status: 200, body: authorized }, authorizePayment, {})).rejects.toMatchObject({
      code: 'activity.invalidInput',
    });
    expect(service.received).toEqual([]);
  });
});

describe('an answer of a real service', () => {
  it('is given without what the contract does not know', async () => {
    expect(await ask({ status: 201, body: { ...authorized, internal: 1 } })).toEqual(authorized);
  });

  it.each([
    ['another shape', { outcome: 'authorized' }],
    ['an unknown outcome', { outcome: 'maybe' }],
    ['no JSON', 'done'],
    ['nothing', ''],
  ])('is a fault when it has %s', async (_, body) => {
    await expect(ask({ status: 200, body })).rejects.toMatchObject({ code: 'service.invalidAnswer' });
  });

  it.each([500, 502, 503, 504, 408, 409, 425, 429])('with status %i is a fault, to be retried', async (status) => {
    const answer = ask({ status, body: { title: 'Not now' } });
    await expect(answer).rejects.toMatchObject({
      code: 'service.unavailable',
      message: `service.unavailable: payments.authorize answered ${status}`,
    });
  });

  it('with a redirect is a fault, and is not followed', async () => {
    elsewhere.answer = { status: 200, body: authorized };
    const redirected = ask({ status: 307, headers: { location: `${elsewhere.url}/authorize` } });
    await expect(redirected).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(elsewhere.received).toEqual([]);
  });
});

describe('a refusal of a real service', () => {
  it('is the body of a 4xx that has the shape of the contract', async () => {
    const expired = { outcome: 'expired', expiredAt: NOON };
    expect(await ask({ status: 410, body: expired }, capturePayment, capture)).toEqual(expired);
  });

  it('takes its reason from the title of a problem', async () => {
    const problem = { title: 'Card declined', status: 402, detail: 'Card of A. Reader is blocked' };
    expect(await ask({ status: 402, body: problem })).toEqual({ outcome: 'declined', reason: 'Card declined' });
  });

  it.each([
    ['no body', undefined],
    ['an empty title', { title: '' }],
    ['no JSON', '<html>'],
  ])('has the status as its reason when there is %s', async (_, body) => {
    expect(await ask({ status: 422, body })).toEqual({ outcome: 'declined', reason: 'HTTP 422' });
  });

  it('is a fault where the contract knows no refusal', async () => {
    const rejected = ask({ status: 404 }, voidPayment, { reference: 'order-1/payment' });
    await expect(rejected).rejects.toMatchObject({ code: 'service.requestRejected' });
  });
});

describe('a real service that does not answer', () => {
  it('is a fault when the time limit of the contract is over', async () => {
    const hasty = { ...authorizePayment, timeoutMs: 50 };
    await expect(ask(undefined, hasty)).rejects.toMatchObject({
      code: 'activity.timeout',
      message: 'activity.timeout: payments.authorize took longer than 50 ms',
    });
  });

  it('is a fault when nobody listens', async () => {
    const { url } = service;
    await service.stop();
    const answer = remoteActivity(authorizePayment, `${url}/?code=secret`).handle(anAuthorization(), call);
    await expect(answer).rejects.toMatchObject({
      code: 'service.unavailable',
      message: 'service.unavailable: payments.authorize could not be reached',
    });
  });

  it('is given up when nobody waits any more', async () => {
    const controller = new AbortController();
    const answer = remoteActivity(authorizePayment, service.url).handle(anAuthorization(), {
      ...call,
      signal: controller.signal,
    });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
