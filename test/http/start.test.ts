import { describe, expect, it } from '@jest/globals';
import { get, post, start, unique } from './app-client';
import { aPurchase } from './orders';
import { aProblem } from './reply';

const TRANSFER = { from: 'ACC-ADA', to: 'ACC-BOB', cents: 1 };

describe('a start', () => {
  it('is answered 202, with where to look and where to manage it', async () => {
    const { status, headers, body } = await post('/processes/purchase', aPurchase(), { key: unique() });
    expect(status).toBe(202);
    expect(body).toMatchObject({ statusQueryGetUri: headers.get('location'), process: 'purchase' });
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('is one instance for one key, whenever it is sent again', async () => {
    const key = unique();
    const transfer = await start('transfer', TRANSFER, key);
    expect((await start('transfer', TRANSFER, key)).id).toBe(transfer.id);
    await transfer.result();
    expect(await post('/processes/transfer', TRANSFER, { key })).toMatchObject({
      status: 202,
      body: { id: transfer.id },
    });
  });

  it('is refused with the key of another body', async () => {
    const key = unique();
    await start('transfer', TRANSFER, key);
    expect(await post('/processes/transfer', { ...TRANSFER, cents: 2 }, { key })).toMatchObject(
      aProblem(422, 'request.idempotencyKeyReused', 'Idempotency-Key'),
    );
  });

  it('needs a key where the catalogue says so, and none elsewhere', async () => {
    expect(await post('/processes/transfer', TRANSFER)).toMatchObject(
      aProblem(400, 'request.idempotencyKeyMissing', 'Idempotency-Key'),
    );
    expect(await get('/processes/purchase')).toMatchObject({ body: { idempotencyKey: 'optional' } });
    expect(await post('/processes/purchase', aPurchase('tok_declined'))).toMatchObject({ status: 202 });
  });

  it('names every wrong field', async () => {
    const lines = [{ sku: 'mug', quantity: 0 }];
    expect(await post('/processes/purchase', { ...aPurchase('4111'), lines })).toMatchObject(
      aProblem(400, 'request.invalid', 'lines[0].sku', 'lines[0].quantity', 'cardToken'),
    );
  });

  it('has to be JSON', async () => {
    expect(await post('/processes/purchase', '{"customer":')).toMatchObject(aProblem(400, 'request.malformedJson'));
  });
});

describe('what nobody knows', () => {
  const missing = `none-${unique()}`;

  it.each(['purchase', 'account-opening', 'onboarding', 'back-office-case', 'trip-booking'])(
    'is no %s to look at or to cancel',
    async (process) => {
      const notFound = aProblem(404, 'process.notFound');
      expect(await get(`/processes/${process}/${missing}`)).toMatchObject(notFound);
      expect(await post(`/processes/${process}/${missing}/cancel`)).toMatchObject(notFound);
    },
  );

  it('is no instance of another process either', async () => {
    const { id } = await start('transfer', TRANSFER);
    expect(await get(`/processes/purchase/${id}`)).toMatchObject(aProblem(404, 'process.notFound'));
  });

  it('is no process', async () => {
    expect(await get('/processes/no-such-process')).toMatchObject({ status: 404 });
  });
});
