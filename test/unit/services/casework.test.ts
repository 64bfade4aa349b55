import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  approveFile,
  depositBatch,
  fetchCase,
  openFile,
  validateFile,
  withdrawFile,
} from '../../../src/services/casework/contract';
import type { CaseCheck } from '../../../src/shared/case-file';
import { aCaseFile } from './requests';
import { StandIns } from './stand-ins';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

const check = (kind: CaseCheck, facts: Record<string, string | number> = {}, reference = 'INV-1', file = 'file-1') =>
  standIns.run(validateFile, { file, type: 'invoice', reference, facts, check: kind });
const passed = { outcome: 'passed' };
const asks = (...facts: string[]) => ({ outcome: 'informationNeeded', facts });

describe('a file', () => {
  it('is opened once for a case id, until it is withdrawn', async () => {
    await standIns.run(openFile, aCaseFile());
    const second = aCaseFile({ file: 'file-2' });
    expect(await standIns.run(openFile, second)).toEqual({ outcome: 'refused', reason: 'caseIdInUse' });
    await standIns.run(withdrawFile, { file: 'file-1' });
    expect(await standIns.run(openFile, second)).toEqual({ outcome: 'opened' });
  });

  it('cannot be opened when it was withdrawn before', async () => {
    expect(await standIns.run(withdrawFile, { file: 'file-1' })).toEqual({ outcome: 'withdrawn' });
    expect(await standIns.run(openFile, aCaseFile())).toEqual({ outcome: 'refused', reason: 'withdrawn' });
    expect(await standIns.run(approveFile, { file: 'file-1', by: 'rules' })).toEqual({
      ...{ outcome: 'refused', reason: 'notOpen' },
    });
  });

  it('is approved once, and then not withdrawn', async () => {
    await standIns.run(openFile, aCaseFile());
    const first = await standIns.run(approveFile, { file: 'file-1', by: 'ann' });
    expect(await standIns.run(approveFile, { file: 'file-1', by: 'ann' })).toEqual(first);
    expect(await standIns.run(withdrawFile, { file: 'file-1' })).toEqual({ outcome: 'alreadyApproved' });
  });
});

describe('a check', () => {
  it('of completeness asks for what is missing', async () => {
    const completeness: CaseCheck = { kind: 'completeness', required: ['supplier', 'amountCents'] };
    expect(await check(completeness)).toEqual(asks('supplier', 'amountCents'));
    expect(await check(completeness, { supplier: 'ACME', amountCents: 1 })).toEqual(passed);
  });

  it('of duplicates finds another file with the number, until that is withdrawn', async () => {
    await standIns.run(openFile, aCaseFile());
    await standIns.run(openFile, aCaseFile({ file: 'file-2', caseId: 'case-2' }));
    const duplicates: CaseCheck = { kind: 'duplicates' };
    expect(await check(duplicates)).toEqual(passed);
    expect(await check(duplicates, {}, 'INV-1', 'file-2')).toEqual({ outcome: 'failed', reason: 'duplicate' });
    await standIns.run(withdrawFile, { file: 'file-1' });
    expect(await check(duplicates, {}, 'INV-1', 'file-2')).toEqual(passed);
  });

  it('of the policy allows what it lists', async () => {
    const policy: CaseCheck = { kind: 'policy', fact: 'country', allowed: ['DE'] };
    expect(await check(policy)).toEqual(asks('country'));
    expect(await check(policy, { country: 'DE' })).toEqual(passed);
    expect(await check(policy, { country: 'XX' })).toEqual({ outcome: 'failed', reason: 'notAllowed' });
  });

  it('for fraud reads the number of the document', async () => {
    const fraud: CaseCheck = { kind: 'fraud', explainedBy: 'explanation' };
    expect(await check(fraud)).toEqual(passed);
    expect(await check(fraud, {}, 'INV-1+FRAUD')).toEqual({ outcome: 'failed', reason: 'fraudSuspected' });
    expect(await check(fraud, {}, 'INV-1+SUSPICIOUS')).toEqual(asks('explanation'));
    expect(await check(fraud, { explanation: 'a gift' }, 'INV-1+SUSPICIOUS')).toEqual(passed);
  });

  it('of limits wants a reason above one limit, and fails above the other', async () => {
    const limits: CaseCheck = { kind: 'limits', fact: 'amount', max: 9, justifyAbove: 5, justifiedBy: 'reason' };
    expect(await check(limits)).toEqual(asks('amount'));
    expect(await check(limits, { amount: 5 })).toEqual(passed);
    expect(await check(limits, { amount: 6 })).toEqual(asks('reason'));
    expect(await check(limits, { amount: 6, reason: 'urgent' })).toEqual(passed);
    expect(await check(limits, { amount: 10, reason: 'urgent' })).toEqual({ outcome: 'failed', reason: 'aboveLimit' });
  });

  it('fails as the number of the document asks, and another check does not', async () => {
    const fraud: CaseCheck = { kind: 'fraud', explainedBy: 'explanation' };
    await expect(check(fraud, {}, 'INV-1+FRAUD-OUTAGE')).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await check({ kind: 'duplicates' }, {}, 'INV-1+FRAUD-OUTAGE')).toEqual(passed);
  });
});

describe('a batch', () => {
  it('gives its cases back by their position', async () => {
    const cases = ['A-1', 'A-2'].map((reference) => ({ type: 'expense', reference, submittedBy: { id: 'ann' } }));
    expect(await standIns.run(depositBatch, { batch: 'b-1', cases })).toEqual({ outcome: 'deposited', total: 2 });
    expect(await standIns.run(fetchCase, { batch: 'b-1', index: 1 })).toMatchObject({ order: { reference: 'A-2' } });
    await expect(standIns.run(fetchCase, { batch: 'b-1', index: 2 })).rejects.toMatchObject({
      code: 'service.invalidAnswer',
    });
  });
});
