import { describe, expect, it } from '@jest/globals';
import { aCase, aConfiguredCase, BackOffice } from '../support/a-case';
import { useApp } from '../support/app';

const completeness = { name: 'completeness', check: { kind: 'completeness' as const, required: ['amountCents'] } };
const limits = { name: 'limits', check: { kind: 'limits' as const, fact: 'amountCents', max: 20_000 } };

async function open() {
  const app = await useApp();
  return { app, office: new BackOffice(app), [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe('a case that passes its validations', () => {
  it('is approved by a clerk of the role, and filed', async () => {
    await using stage = await open();
    const { app, office } = stage;
    const invoice = await office.open(aCase());
    expect(await office.decide(invoice, 'approve')).toMatchObject({ status: 200 });
    expect(await invoice.result()).toMatchObject({
      ...{ outcome: 'approved', by: 'bob', recordId: expect.stringContaining('record_'), breaches: [] },
      findings: ['completeness', 'duplicates', 'policy', 'fraud', 'limits'].map((validation) => ({
        ...{ validation, outcome: 'passed', asked: 0 },
      })),
    });
    expect(office.files()).toEqual(['approved']);
    expect(app.records.messages()).toEqual(['caseApproved']);
  });

  it('is approved by rule where its type needs no clerk', async () => {
    await using stage = await open();
    const expense = await stage.office.open(aCase({ type: 'expense' }));
    expect(await expense.result()).toMatchObject({ outcome: 'approved', by: 'rules' });
  });

  it('is not decided by another role, nor by who handed it in', async () => {
    await using stage = await open();
    const invoice = await stage.office.open(aCase());
    expect(await stage.office.claim(invoice, 'eve; roles=cook')).toMatchObject({ status: 403 });
    expect(await stage.office.claim(invoice, 'ann; roles=clerk')).toMatchObject({ status: 403 });
    expect(await stage.office.decide(invoice, 'approve', 'ann; roles=clerk')).toMatchObject({ status: 403 });
    expect(await stage.office.claim(invoice, 'bob; roles=clerk')).toMatchObject({ status: 200 });
  });

  it('is withdrawn when the clerk says no', async () => {
    await using stage = await open();
    const invoice = await stage.office.open(aCase());
    await stage.office.decide(invoice, 'reject');
    expect(await invoice.result()).toMatchObject({ outcome: 'rejected', by: 'clerk', reason: 'notApproved' });
    expect(stage.office.files()).toEqual(['withdrawn']);
    expect(stage.app.records.messages()).toEqual(['caseRejected']);
  });

  it('expires when nobody decides, after it was escalated', async () => {
    await using stage = await open();
    const invoice = await stage.office.open(aCase());
    await stage.app.host.skip({ days: 2, minutes: 1 });
    expect(await stage.office.claim(invoice, 'sue; roles=supervisor')).toMatchObject({ status: 200 });
    await stage.app.host.skip({ days: 3 });
    expect(await invoice.result()).toMatchObject({ outcome: 'expired', reason: 'notDecidedInTime' });
    expect(stage.office.files()).toEqual(['withdrawn']);
  });
});

describe('a case that is refused', () => {
  it.each([
    ['its type is not configured', aCase({ type: 'parrot' }), 'intake', 'unknownCaseType'],
    ['the country is not allowed', aCase({ facts: { ...aCase().facts, country: 'XX' } }), 'validation', 'notAllowed'],
    ['it is above the limit', aCase({ facts: { ...aCase().facts, amountCents: 9e9 } }), 'validation', 'aboveLimit'],
  ])('because %s says so and leaves no open file', async (_why, order, by, reason) => {
    await using stage = await open();
    const refused = await stage.office.open(order);
    expect(await refused.result()).toMatchObject({ outcome: 'rejected', by, reason });
    expect(stage.office.files()).not.toContain('open');
  });

  it('is a duplicate as long as the other one stands', async () => {
    await using stage = await open();
    const first = await stage.office.open(aCase());
    expect(await (await stage.office.open(aCase())).result()).toMatchObject({ by: 'validation', reason: 'duplicate' });
    await stage.office.decide(first, 'reject');
    const third = await stage.office.open(aCase());
    await stage.office.decide(third, 'approve');
    expect(await third.result()).toMatchObject({ outcome: 'approved' });
  });

  it('has a case id that another case has', async () => {
    await using stage = await open();
    await stage.office.open(aCase({ caseId: 'case-7' }));
    const second = await stage.office.open(aCase({ caseId: 'case-7', reference: 'INV-2' }));
    expect(await second.result()).toMatchObject({ outcome: 'rejected', by: 'intake', reason: 'caseIdInUse' });
    expect(stage.office.files()).toEqual(['open']);
  });
});

describe('a validation', () => {
  it('is tried by its own policy', async () => {
    await using stage = await open();
    const retry = { firstDelayMs: 60_000, attempts: 3, backoff: 1, maxDelayMs: 60_000 };
    const patient = { ...limits, retry, timeoutMs: 600_000 };
    const order = aConfiguredCase({ validations: [patient] }, { reference: 'T-1+LIMITS-FLAKY-2' });
    const trial = await stage.office.open(order);
    await stage.app.host.skip({ seconds: 119 });
    expect(await stage.app.host.calls('casework.validate')).toHaveLength(2);
    await stage.app.host.skip({ seconds: 1 });
    expect(await trial.result()).toMatchObject({ outcome: 'approved', by: 'rules' });
  });

  it.each([
    ['after all attempts', { retry: { attempts: 2 } }, 'casework.validate cannot answer now'],
    ['when its time is over', { retry: { attempts: 9, firstDelayMs: 9_000 }, timeoutMs: 10_000 }, 'noAnswerInTime'],
  ])('without an answer %s refers the case to a clerk', async (_why, change, reason) => {
    await using stage = await open();
    const order = aConfiguredCase({ validations: [{ ...limits, ...change }] }, { reference: 'T-1+LIMITS-OUTAGE' });
    const trial = await stage.office.open(order);
    await stage.app.host.skip({ seconds: 11 });
    await stage.office.decide(trial, 'approve');
    expect(await trial.result()).toMatchObject({
      ...{ outcome: 'approved', by: 'bob' },
      findings: [{ validation: 'limits', outcome: 'unavailable', reason: expect.stringContaining(reason) }],
    });
  });

  it.each([
    ['its attempts', { retry: { attempts: 1 } }],
    ['its time', { timeoutMs: 1_000 }],
  ])('that must answer fails the case with %s, and the file is withdrawn', async (_what, change) => {
    await using stage = await open();
    const validation = { ...limits, ...change, whenUnavailable: 'fail' as const };
    const order = aConfiguredCase({ validations: [validation] }, { reference: 'T-1+LIMITS-OUTAGE' });
    const trial = await stage.office.open(order);
    await stage.app.host.skip({ minutes: 1 });
    await expect(trial.result()).rejects.toThrow(/casework.validate|took longer/);
    expect(stage.office.files()).toEqual(['withdrawn']);
    expect(stage.app.records.messages()).toEqual(['caseFailed']);
  });

  it('that fails refers the case where its type says so', async () => {
    await using stage = await open();
    const invoice = await stage.office.open(aCase({ reference: 'INV-1+FRAUD' }));
    await stage.office.decide(invoice, 'reject');
    expect(await invoice.result()).toMatchObject({
      ...{ outcome: 'rejected', by: 'clerk' },
      findings: expect.arrayContaining([
        { validation: 'fraud', outcome: 'failed', reason: 'fraudSuspected', asked: 0 },
      ]),
    });
  });
});

describe('a case that needs information', () => {
  const incomplete = aConfiguredCase({ validations: [completeness] }, { facts: {} });
  const asked = 'completeness/1';

  it('asks for it, waits, and is checked again', async () => {
    await using stage = await open();
    const trial = await stage.office.open(incomplete);
    expect(stage.app.records.messages()).toEqual(['caseInformationRequested']);
    await stage.office.inform(trial, asked, { amountCents: 5 });
    expect(await trial.result()).toMatchObject({ outcome: 'approved', findings: [{ asked: 1, outcome: 'passed' }] });
  });

  it('asks in several rounds, and ignores answers to other questions, early, late and twice', async () => {
    await using stage = await open();
    const both = [completeness, { ...limits, check: { ...limits.check, justifyAbove: 10 } }];
    const trial = await stage.office.open(aConfiguredCase({ validations: both }, { facts: {} }));
    await stage.office.inform(trial, 'nonsense', { amountCents: 1 });
    await stage.office.inform(trial, asked, { amountCents: 500 });
    await stage.office.inform(trial, asked, { amountCents: 1, justification: 'late' });
    expect((await trial.status())?.runtimeStatus).toBe('Running');
    await stage.office.inform(trial, 'limits/1', { justification: 'urgent' });
    expect(await trial.result()).toMatchObject({ outcome: 'approved', findings: [{ asked: 1 }, { asked: 1 }] });
  });

  it('reminds, and expires when nothing comes', async () => {
    await using stage = await open();
    const trial = await stage.office.open(incomplete);
    await stage.app.host.skip({ days: 13 });
    expect(stage.app.records.messages()).toHaveLength(3);
    await stage.app.host.skip({ days: 1 });
    expect(await trial.result()).toMatchObject({
      ...{ outcome: 'expired', reason: 'informationNotGiven', findings: [{ outcome: 'unanswered', asked: 1 }] },
    });
    expect(stage.office.files()).toEqual(['withdrawn']);
  });

  it('is referred to a clerk when it asked too often', async () => {
    await using stage = await open();
    const once = { ...completeness, information: { rounds: 1 } };
    const trial = await stage.office.open(aConfiguredCase({ validations: [once] }, { facts: {} }));
    await stage.office.inform(trial, asked, { supplier: 'ACME' });
    await stage.office.decide(trial, 'reject');
    expect(await trial.result()).toMatchObject({ by: 'clerk', findings: [{ outcome: 'unclear', asked: 1 }] });
  });

  it('is told over HTTP what it waits for, and takes the answer there', async () => {
    await using stage = await open();
    const { body } = await stage.app.post('/processes/back-office-case', aCase({ facts: { supplier: 'ACME' } }), {
      'Idempotency-Key': 'case-1',
    });
    await stage.app.host.settled();
    const invoice = `/processes/back-office-case/${String(body['id'])}`;
    expect((await stage.app.get(invoice)).body).toMatchObject({
      waitsFor: expect.arrayContaining([{ step: `information/${asked}`, until: expect.any(String) }]),
    });
    const facts = { amountCents: 500, country: 'DE' };
    const event = `${invoice}/events/informationGiven`;
    expect(await stage.app.post(event, { facts })).toMatchObject({
      ...{ status: 400, body: { errors: [{ field: 'request' }] } },
    });
    expect(await stage.app.post(event, { request: asked, facts })).toMatchObject({ status: 202 });
    await stage.app.host.settled();
    expect((await stage.app.get(invoice)).body).toMatchObject({
      waitsFor: expect.arrayContaining([{ step: 'decision', until: expect.any(String) }]),
    });
  });
});

describe('the SLA clock', () => {
  const sla = [
    { level: 'warning', afterMs: 3_600_000, mailbox: 'lead@example.com' },
    { level: 'breach', afterMs: 7_200_000, mailbox: 'head@example.com' },
  ];

  it('runs beside the validations and tells of each limit that passes', async () => {
    await using stage = await open();
    const trial = await stage.office.open(aConfiguredCase({ validations: [completeness], sla }, { facts: {} }));
    await stage.app.host.skip({ minutes: 90 });
    expect(await trial.status()).toMatchObject({
      customStatus: {
        steps: expect.arrayContaining([expect.objectContaining({ step: 'sla/warning', outcome: 'breached' })]),
      },
    });
    await stage.app.host.skip({ hours: 1 });
    await stage.office.inform(trial, 'completeness/1', { amountCents: 1 });
    const overdue = stage.app.records.messages().filter((template) => template === 'caseOverdue');
    expect(overdue).toHaveLength(2);
    expect(await trial.result()).toMatchObject({ breaches: [{ level: 'warning' }, { level: 'breach' }] });
  });

  it('runs while a validation is tried again, and ends with the case', async () => {
    await using stage = await open();
    const retry = { firstDelayMs: 5_400_000, attempts: 2, backoff: 1, maxDelayMs: 5_400_000 };
    const slow = { ...limits, retry, timeoutMs: 10_800_000 };
    const order = aConfiguredCase({ validations: [slow], sla }, { reference: 'T-1+LIMITS-FLAKY-1' });
    const trial = await stage.office.open(order);
    await stage.app.host.skip({ days: 2 });
    expect(await trial.result()).toMatchObject({ outcome: 'approved', breaches: [{ level: 'warning' }] });
  });

  it('notes nothing for a case in time', async () => {
    await using stage = await open();
    const expense = await stage.office.open(aCase({ type: 'expense' }));
    await stage.app.host.skip({ days: 9 });
    expect(await expense.result()).toMatchObject({ breaches: [] });
    expect(stage.app.records.messages()).toEqual(['caseApproved']);
  });
});

describe('cancelling a case', () => {
  it.each([
    ['while the file is opened', aCase({ reference: 'INV-1+OPEN-FLAKY-1' })],
    ['while a validation is tried again', aCase({ reference: 'INV-1+POLICY-FLAKY-1' })],
    ['while it waits for information', aCase({ facts: {} })],
    ['while it waits for a clerk', aCase()],
  ])('%s withdraws the file', async (_when, order) => {
    await using stage = await open();
    const trial = await stage.office.open(order);
    await trial.raiseEvent('cancelRequested', { reason: 'paidAlready' });
    expect(await trial.result()).toMatchObject({ outcome: 'cancelled', reason: 'paidAlready' });
    expect(stage.office.files()).toEqual(['withdrawn']);
    expect(stage.app.records.messages().at(-1)).toMatch(/case/);
    expect((await stage.app.get('/approvals')).body).toMatchObject({ waiting: [] });
  });

  it('comes too late when it is being approved', async () => {
    await using stage = await open();
    const trial = await stage.office.open(aCase({ type: 'expense', reference: 'E-1+APPROVE-FLAKY-1' }));
    await trial.raiseEvent('cancelRequested', {});
    await stage.app.host.skip({ minutes: 1 });
    expect(await trial.result()).toMatchObject({ outcome: 'approved' });
  });
});

describe('starting a case', () => {
  it('twice with one key is one case', async () => {
    await using stage = await open();
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => {
        return stage.app.post('/processes/back-office-case', aCase(), { 'Idempotency-Key': '"k-1"' });
      }),
    );
    await stage.app.host.settled();
    expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(1);
    expect(stage.office.files()).toEqual(['open']);
  });

  it('names the fields that are wrong, and needs a key', async () => {
    await using stage = await open();
    const wrong = { ...aCase(), reference: '???' };
    expect(await stage.app.post('/processes/back-office-case', wrong, { 'Idempotency-Key': 'k' })).toMatchObject({
      ...{ status: 400, body: { errors: [{ field: 'reference' }] } },
    });
    expect(await stage.app.post('/processes/back-office-case', aCase())).toMatchObject({ status: 400 });
  });
});
