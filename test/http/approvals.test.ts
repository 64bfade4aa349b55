import { expect, it } from '@jest/globals';
import { get, start, unique } from './app-client';
import { anApplication, aPurchase } from './orders';
import { claim, decide, describeWithPeople, listed } from './people';
import { aProblem } from './reply';

const ANN = 'ann; roles=approver';
const BOB = 'bob; roles=approver';
const EVE = 'eve; roles=visitor';
const [RITA, RON] = ['rita; roles=accountReviewer', 'ron; roles=accountReviewer'];
const AGENT = 'mallory; roles=accountReviewer';

async function waitingPurchase() {
  const purchase = await start('purchase', aPurchase('tok_suspicious'));
  const approvalId = purchase.approvalId('approval');
  await listed(approvalId);
  return { purchase, approvalId };
}

describeWithPeople('an approval', () => {
  it('is decided by who claimed it, by nobody without the role, and once', async () => {
    const { purchase, approvalId } = await waitingPurchase();
    expect(await claim(approvalId, EVE)).toMatchObject(aProblem(403, 'identity.roleMissing'));
    expect((await claim(approvalId, ANN)).status).toBeLessThan(300);
    await purchase.until('it is claimed', () => true);
    expect(await decide(approvalId, 'approve', BOB)).toMatchObject(aProblem(409, 'approval.claimed'));
    expect((await decide(approvalId, 'approve', ANN)).status).toBeLessThan(300);
    expect(await purchase.result()).toMatchObject({ outcome: 'fulfilled' });
    expect(await decide(approvalId, 'reject', BOB)).toMatchObject({
      ...aProblem(409, 'approval.alreadyEnded'),
      body: { recorded: { decision: 'approve', by: 'ann' } },
    });
  });

  it('that is refused ends the purchase, and says by whom', async () => {
    const { purchase, approvalId } = await waitingPurchase();
    expect((await decide(approvalId, 'reject', BOB)).status).toBeLessThan(300);
    expect(await purchase.result()).toMatchObject({ outcome: 'rejected', by: 'approval', reason: 'notApproved' });
  });

  it('takes two people for four eyes, and not the one who sold it', async () => {
    const opening = await start('account-opening', anApplication({ identityNumber: 'ID-UNCLEAR' }));
    const approvalId = opening.approvalId('review');
    await listed(approvalId);
    expect(await claim(approvalId, AGENT)).toMatchObject(aProblem(403, 'approval.excluded'));
    expect(await decide(approvalId, 'approve', AGENT)).toMatchObject(aProblem(403, 'approval.excluded'));
    expect((await decide(approvalId, 'approve', RITA)).status).toBeLessThan(300);
    expect(await decide(approvalId, 'approve', RITA)).toMatchObject(aProblem(409, 'approval.hasDecided'));
    expect((await decide(approvalId, 'approve', RON)).status).toBeLessThan(300);
    expect(await opening.result()).toMatchObject({ outcome: 'opened' });
  });

  it('is in the list of who has the role, and of nobody else', async () => {
    const { purchase, approvalId } = await waitingPurchase();
    const list = '/approvals?list=roles&process=purchase&pageSize=200';
    expect(JSON.stringify((await get(list, { as: ANN })).body)).toContain(approvalId);
    expect(await get(list, { as: EVE })).toMatchObject({ status: 200, body: { approvals: [], nextCursor: null } });
    await purchase.cancel('seen');
  });

  it('that nobody asked for is not found', async () => {
    const nowhere = `/approvals/purchase~${unique()}~approval`;
    expect(await get(nowhere, { as: ANN })).toMatchObject(aProblem(404, 'approval.notFound'));
  });
});

describeWithPeople('the interventions', () => {
  it('are for operators', async () => {
    expect(await get('/interventions', { as: EVE })).toMatchObject(aProblem(403, 'identity.roleMissing'));
    const reply = await get('/interventions', { as: 'olga; roles=operator' });
    expect(reply).toMatchObject({ status: 200, body: { open: expect.any(Array), ended: expect.any(Array) } });
  });

  it('are of a process that exists', async () => {
    const as = 'olga; roles=operator';
    expect(await get('/interventions?process=none', { as })).toMatchObject(aProblem(400, 'request.invalid', 'process'));
    const nothing = `/interventions/purchase~${unique()}~payments.void`;
    expect(await get(nothing, { as })).toMatchObject(aProblem(404, 'intervention.notFound'));
  });
});
