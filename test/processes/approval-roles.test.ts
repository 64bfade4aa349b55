import { describe, expect, it } from '@jest/globals';
import { ReviewApp } from '../support/review-app';

const ANN = 'ann; roles=clerk';
const BOB = 'bob; roles=clerk';
const EVE = 'eve; roles=visitor';
const SUE = 'sue; roles=supervisor';
const AGENT = 'agent; roles=clerk';
const DAY = { days: 1 };

describe('an approval for a role', () => {
  it('is decided by who has it, and by nobody else', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    expect(await review.decide(EVE)).toMatchObject({ status: 403, body: { requiredRoles: ['clerk'] } });
    expect(await review.decide(ANN, 'approve', { comment: 'fine' })).toMatchObject({
      status: 200,
      body: { state: 'decided', by: 'ann', comment: 'fine' },
    });
    expect(await review.instance.result()).toMatchObject({ outcome: 'decided', decision: 'approve', by: 'ann' });
  });

  it('takes two different people for four eyes', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask({ required: 2 });
    expect(await review.decide(ANN)).toMatchObject({ status: 200, body: { state: 'counted' } });
    expect(await review.decide(ANN)).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/hasDecided$/) },
    });
    expect(await review.decide(BOB)).toMatchObject({ status: 200, body: { state: 'decided' } });
    expect(await review.instance.result()).toMatchObject({ decisions: [{ by: { id: 'ann' } }, { by: { id: 'bob' } }] });
  });

  it('excludes on claiming, on delegating and on deciding', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    const excluded = { status: 403, body: { type: expect.stringMatching(/approval\.excluded$/) } };
    expect(await review.act('claim', AGENT)).toMatchObject(excluded);
    expect(await review.decide(AGENT)).toMatchObject(excluded);
    expect(await review.act('delegate', ANN, { to: 'Agent' })).toMatchObject(excluded);
    expect(await review.view()).toMatchObject({ state: 'open', audit: [{ action: 'opened' }] });
  });

  it('is told to who decides a second time, and the same decision again is the same answer', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    const first = await review.decide(ANN, 'approve', { decisionId: 'd-1' });
    expect(await review.decide(ANN, 'approve', { decisionId: 'd-1' })).toMatchObject({
      status: 200,
      body: { state: 'decided', decisionId: first.body['decisionId'] },
    });
    expect(await review.decide(BOB, 'approve', { decisionId: 'd-1' })).toMatchObject({ status: 422 });
    expect(await review.decide(BOB, 'reject')).toMatchObject({
      status: 409,
      body: { recorded: { decision: 'approve', by: 'ann' } },
    });
  });
});

describe('a claim', () => {
  it('keeps others from deciding until it is given back', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    expect(await review.act('claim', ANN)).toMatchObject({ status: 200, body: { state: 'claimed' } });
    expect(await review.decide(BOB)).toMatchObject({ status: 409, body: { claimedBy: 'ann' } });
    expect(await review.act('unclaim', BOB)).toMatchObject({ status: 409 });
    expect(await review.act('unclaim', ANN)).toMatchObject({ status: 200, body: { state: 'open' } });
    expect(await review.act('unclaim', ANN)).toMatchObject({ status: 409 });
    expect(await review.decide(BOB)).toMatchObject({ status: 200 });
  });

  it('goes to one of those who claim at once', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    const both = await Promise.all([review.act('claim', ANN), review.act('claim', BOB)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('can be taken away by an operator', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    await review.act('claim', ANN);
    expect(await review.act('unclaim', 'op; roles=operator')).toMatchObject({ status: 200, body: { state: 'open' } });
  });

  it('of a version that has changed meanwhile is stale', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    const { version } = await review.view();
    await review.act('claim', ANN);
    await review.act('unclaim', ANN);
    expect(await review.act('claim', BOB, { version })).toMatchObject({ status: 409, body: { version: 3 } });
    expect(await review.act('claim', BOB, { version: 3 })).toMatchObject({ status: 200 });
  });
});

describe('a delegate', () => {
  it('decides for the owner, without a role of their own, and both have spoken', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask({ required: 2 });
    await review.act('delegate', ANN, { to: 'dan' });
    expect(await review.decide('dan')).toMatchObject({ status: 200, body: { state: 'counted' } });
    expect(await review.decide(ANN)).toMatchObject({ status: 409 });
    await review.decide(BOB);
    expect(await review.view()).toMatchObject({
      decisions: [{ by: { id: 'dan' }, onBehalfOf: { id: 'ann' } }, { by: { id: 'bob' } }],
    });
  });
});

describe('an approval that waits', () => {
  it('becomes overdue, asks further roles and takes it from who claimed it', async () => {
    await using app = await ReviewApp.use();
    const escalation = [{ afterMs: 2 * 86_400_000, roles: ['supervisor'] }];
    const review = await app.ask({ followUpAfterMs: 86_400_000, escalation });
    await review.act('claim', ANN);
    expect(await review.decide(SUE)).toMatchObject({ status: 403 });
    await app.host.skip(DAY);
    expect(await app.get('/approvals?list=overdue', SUE)).toMatchObject({ body: { approvals: [] } });
    expect(await app.get('/approvals?list=overdue', BOB)).toMatchObject({
      body: { approvals: [{ state: 'claimed' }] },
    });
    await app.host.skip(DAY);
    expect(await review.view()).toMatchObject({ state: 'open', candidateRoles: ['clerk', 'supervisor'] });
    expect(await review.decide(SUE)).toMatchObject({ status: 200 });
    expect(app.links()).toHaveLength(3);
  });

  it.each([
    ['expire', { outcome: 'expired' }],
    ['reject', { outcome: 'decided', decision: 'reject', by: 'system' }],
  ])('ends at its deadline as the request says: %s', async (whenExpired, result) => {
    await using app = await ReviewApp.use();
    const review = await app.ask({ whenExpired });
    await app.host.skip({ days: 4 });
    expect(await review.instance.result()).toMatchObject(result);
    expect(await review.decide(ANN)).toMatchObject({ status: 409, body: { recorded: result } });
    expect(await review.view()).toMatchObject({
      audit: [
        { action: 'opened', from: 'none' },
        { by: 'system', channel: 'system', from: 'open' },
      ],
    });
  });

  it('is cancelled with its process, also when that is terminated', async () => {
    await using app = await ReviewApp.use();
    const [cancelled, terminated] = [await app.ask(), await app.ask()];
    await cancelled.instance.raiseEvent('cancelRequested', {});
    await terminated.instance.terminate('operator');
    await app.host.settled();
    expect(await terminated.decide(ANN)).toMatchObject({ status: 409 });
    await app.host.settled();
    for (const review of [cancelled, terminated]) expect(await review.view()).toMatchObject({ state: 'cancelled' });
  });
});

describe('the audit trail', () => {
  it('tells who did what for whom, from which state to which', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    await review.act('claim', ANN, { comment: 'mine' });
    await review.act('delegate', ANN, { to: 'dan' });
    await review.decide('dan', 'reject', { comment: 'no income' });
    const { audit } = await review.view();
    expect(audit).toMatchObject([
      { action: 'opened', by: 'system', from: 'none', to: 'open' },
      { action: 'claimed', by: 'ann', comment: 'mine', from: 'open', to: 'claimed', channel: 'api' },
      { action: 'delegated', by: 'ann', target: 'dan', from: 'claimed', to: 'claimed' },
      { action: 'rejected', by: 'dan', onBehalfOf: 'ann', comment: 'no income', from: 'claimed', to: 'decided' },
    ]);
  });

  it('outlives the inbox', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    await review.decide(ANN);
    await review.instance.result();
    await app.host.settled();
    const record = await app.host.entity('approvalRecord', review.id).state<{ record: { audit: unknown[] } }>();
    expect(record?.record.audit).toHaveLength(2);
  });

  it('is shown to those who have a part in it', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    expect(await app.get(`/approvals/${review.id}`, ANN)).toMatchObject({ status: 200 });
    expect(await app.get(`/approvals/${review.id}`, EVE)).toMatchObject({ status: 403 });
  });
});

describe('the lists', () => {
  it('tell what is mine, what I could claim and what is done', async () => {
    await using app = await ReviewApp.use();
    const [mine, free, done] = [await app.ask(), await app.ask(), await app.ask()];
    await mine.act('claim', ANN);
    await done.decide(BOB);
    const ids = async (list: string, as: string) => {
      const { body } = await app.get(`/approvals?list=${list}`, as);
      return JSON.parse(JSON.stringify(body['approvals']), (_key, value: unknown) => value) as { approvalId: string }[];
    };
    expect(await ids('mine', ANN)).toMatchObject([{ approvalId: mine.id }]);
    expect(await ids('roles', ANN)).toMatchObject([{ approvalId: free.id }]);
    expect(await ids('done', ANN)).toMatchObject([{ approvalId: done.id, state: 'decided' }]);
    for (const list of ['mine', 'roles', 'done']) expect(await ids(list, EVE)).toEqual([]);
    expect(await ids('roles', AGENT)).toEqual([]);
  });

  it('come in pages', async () => {
    await using app = await ReviewApp.use();
    const asked = [await app.ask(), await app.ask(), await app.ask()];
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await app.get(`/approvals?list=roles&process=review&pageSize=2${cursor}`, ANN);
      seen.push(...(body['approvals'] as { approvalId: string }[]).map(({ approvalId }) => approvalId));
      cursor = typeof body['nextCursor'] === 'string' ? `&cursor=${body['nextCursor']}` : '';
    } while (cursor !== '');
    expect(seen.toSorted()).toEqual(asked.map(({ id }) => id).toSorted());
  });

  it.each(['list=all', 'process=nothing', 'pageSize=0', 'list=done&cursor=x'])(
    'name what is wrong in ?%s',
    async (query) => {
      await using app = await ReviewApp.use();
      const field = /(\w+)=[^=]*$/.exec(query)?.[1];
      expect(await app.get(`/approvals?${query}`, ANN)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    },
  );
});

describe('on Azure', () => {
  it('nobody is known by the development header, and nobody without one', async () => {
    await using app = await ReviewApp.use({ WEBSITE_SITE_NAME: 'shop' });
    expect(await app.get('/approvals', ANN)).toMatchObject({ status: 401 });
    expect((await app.host.fetch('/api/approvals')).status).toBe(401);
  });
});
