import { describe, expect, it } from '@jest/globals';
import { anApplication, appliedBy, documents } from '../support/an-application';
import { type Bank, useBank } from '../support/bank';

const START = '/processes/account-opening';
const key = (value: string) => ({ 'Idempotency-Key': `"${value}"` });
const as = (name: string, ...roles: string[]) => ({ 'X-Development-Principal': `${name}; roles=${roles.join(',')}` });
/** A customer sends no options. */
const aBody = anApplication;

async function start(bank: Bank, body: object, idempotencyKey = 'k-1'): Promise<string> {
  const reply = await bank.app.post(START, body, key(idempotencyKey));
  await bank.app.host.settled();
  return String(reply.body['id']);
}

describe('an account opening over HTTP', () => {
  it('is one application however often it is sent with one key', async () => {
    await using bank = await useBank();
    const replies = await Promise.all(Array.from({ length: 10 }, () => bank.app.post(START, aBody(), key('k-1'))));
    await bank.app.host.settled();
    expect(new Set(replies.flatMap(({ body }) => (body['id'] === undefined ? [] : [body['id']]))).size).toBe(1);
    await bank.app.post(START, aBody(), key('k-1'));
    await bank.app.host.settled();
    expect(bank.customers()).toHaveLength(1);
    expect(bank.accounts()).toHaveLength(1);
  });

  it('is not started without a key, nor with the key of another body', async () => {
    await using bank = await useBank();
    expect(await bank.app.post(START, aBody())).toMatchObject({ status: 400, type: 'application/problem+json' });
    await start(bank, aBody());
    const other = await bank.app.post(START, aBody({ product: 'savings' }), key('k-1'));
    expect(other).toMatchObject({ status: 422 });
    expect(bank.customers()).toHaveLength(1);
  });

  it('names every wrong field', async () => {
    await using bank = await useBank();
    const body = { ...aBody({ branch: 'berlin' }), initialDeposit: { cents: -1, from: 'ACC-ADA' } };
    expect(await bank.app.post(START, body, key('k-1'))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'branch' }, { field: 'initialDeposit.cents' }] },
    });
  });

  it('takes the documents that were missing', async () => {
    await using bank = await useBank();
    const id = await start(bank, aBody({ documents: [] }));
    expect((await bank.app.get(`${START}/${id}`)).body).toMatchObject({
      state: 'waiting',
      waitsFor: [{ step: 'documents/1' }],
    });
    const event = { documents: documents('identityDocument', 'proofOfAddress', 'proofOfIncome') };
    const path = `/api${START}/${id}/events/documentsProvided`;
    const headers = { 'Content-Type': 'application/json' };
    const told = await bank.app.host.fetch(path, { method: 'POST', headers, body: JSON.stringify(event) });
    expect(told.status).toBe(202);
    await bank.app.host.settled();
    expect((await bank.app.get(`${START}/${id}`)).body).toMatchObject({ result: { outcome: 'opened' } });
  });

  it('takes them by the id of the application as well, as long as it waits', async () => {
    await using bank = await useBank();
    const id = await start(bank, aBody({ documents: [] }));
    const event = { documents: documents('identityDocument', 'proofOfAddress', 'proofOfIncome') };
    const path = `${START}/events/documentsProvided?businessKey=app-1`;
    expect(await bank.app.post(path, event)).toMatchObject({ status: 202, body: { id } });
    await bank.app.host.settled();
    expect((await bank.app.get(`${START}/${id}`)).body).toMatchObject({ result: { outcome: 'opened' } });
    expect(await bank.app.post(path, event)).toMatchObject({ status: 404 });
  });

  it('is reviewed by two people with the role, and not by the agent', async () => {
    await using bank = await useBank();
    const id = await start(bank, aBody(appliedBy('ID-UNCLEAR')));
    const path = `/approvals/account-opening~${id}~review`;
    const yes = { decision: 'approve' };
    const agent = await bank.app.post(path, yes, as('mallory', 'accountReviewer'));
    const teller = await bank.app.post(path, yes, as('tom', 'teller'));
    expect([agent.status, teller.status]).toEqual([403, 403]);
    await bank.app.post(path, yes, as('rita', 'accountReviewer'));
    const again = await bank.app.post(path, yes, as('rita', 'accountReviewer'));
    expect([again.status >= 400, bank.customers()]).toEqual([true, []]);
    await bank.app.post(path, yes, as('ron', 'accountReviewer'));
    await bank.app.host.settled();
    expect((await bank.app.get(`${START}/${id}`)).body).toMatchObject({ result: { outcome: 'opened' } });
  });

  it('cannot be cancelled when the account is open', async () => {
    await using bank = await useBank();
    const id = await start(bank, aBody());
    expect(await bank.app.post(`${START}/${id}/cancel`, { reason: 'tooLate' })).toMatchObject({ status: 409 });
    expect(bank.accounts()).toMatchObject([{ state: 'active' }]);
  });

  it('is cancelled while it waits', async () => {
    await using bank = await useBank();
    const id = await start(bank, aBody({ documents: [] }));
    await bank.app.post(`${START}/${id}/cancel`, { reason: 'foundAnotherBank' });
    await bank.app.host.settled();
    expect((await bank.app.get(`${START}/${id}`)).body).toMatchObject({
      result: { outcome: 'cancelled', reason: 'foundAnotherBank' },
    });
  });
});
