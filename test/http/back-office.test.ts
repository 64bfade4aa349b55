import { describe, expect, it } from '@jest/globals';
import { start } from './app-client';
import { aCase } from './orders';
import { claim, decide, describeWithPeople, listed } from './people';
import { aProblem } from './reply';

const invoice = { amountCents: 12_000, country: 'DE' };
const expense = () => aCase('expense', { amountCents: 4_200 });

describeWithPeople('an invoice', () => {
  it('is completed by an answer, and decided by a clerk who did not hand it in', async () => {
    const handed = await start('back-office-case', aCase('invoice', invoice));
    await handed.waitsFor('information/completeness/1');
    const answer = { request: 'completeness/1', facts: { supplier: 'ACME' } };
    expect(await handed.tell('informationGiven', answer)).toMatchObject({ status: 202 });
    const approvalId = handed.approvalId('decision');
    await listed(approvalId);
    expect(await claim(approvalId, 'ann; roles=clerk')).toMatchObject(aProblem(403, 'approval.excluded'));
    expect((await decide(approvalId, 'approve', 'bob; roles=clerk')).status).toBeLessThan(300);
    expect(await handed.result()).toMatchObject({ outcome: 'approved', by: 'bob' });
  });
});

describe('an expense', () => {
  it('is approved by rule', async () => {
    const handed = await start('back-office-case', expense());
    expect(await handed.result()).toMatchObject({ outcome: 'approved', by: 'rules' });
  });

  it('of a type that nobody configured is rejected', async () => {
    const handed = await start('back-office-case', { ...expense(), type: 'parrot' });
    expect(await handed.result()).toMatchObject({ outcome: 'rejected', by: 'intake', reason: 'unknownCaseType' });
  });
});

describe('a batch', () => {
  it('runs every case, and counts how they ended', async () => {
    const cases = [expense(), expense(), { ...expense(), type: 'parrot' }];
    const batch = await start('back-office-batch', { concurrency: 2, cases });
    expect(await batch.result()).toMatchObject({
      ...{ outcome: 'completed', total: 3, done: 3, failed: 0 },
      outcomes: { approved: 2, rejected: 1 },
    });
  });
});
