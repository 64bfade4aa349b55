import { describe, expect, it } from '@jest/globals';
import type { TestInstance } from 'embedded-host/testing';
import type { BatchLedgerState } from '../../src/entities/batch-ledger/contract';
import { aCase, BackOffice } from '../support/a-case';
import { type App, useApp } from '../support/app';

const MANY = 2_000;
const LANES = 20;
/** What a batch notes of a lane, whatever that lane works off. */
const EVENTS_PER_LANE = 12;
const EVENTS_OF_LOOKING = 400;
/** Of the 10 cases after which a lane continues as new; each lane has ten times as many. */
const HISTORY_OF_LANE = 300;

const expense = (reference: string) => ({ ...aCase({ type: 'expense', reference }), submittedBy: { id: 'ann' } });
const expenses = (count: number) => Array.from({ length: count }, (_, index) => expense(`E-${index}`));
/** A validation and nothing else, so that thousands of cases take no longer than they must. */
const lean = {
  caseTypes: {
    expense: {
      title: 'Expense',
      validations: [
        {
          ...{ name: 'completeness', check: { kind: 'completeness', required: ['amountCents'] } },
          information: { remindAfterMs: [], expireAfterMs: 10_800_000 },
        },
      ],
      work: { role: 'clerk', when: 'referred' },
    },
  },
};

async function start(app: App, order: object): Promise<TestInstance> {
  const batch = await app.host.start('back-office-batch', { options: lean, ...order }, { instanceId: 'batch-1' });
  await app.host.settled();
  return batch;
}

const figuresOf = async (batch: TestInstance) => (await batch.status())?.customStatus;
const figures = (expected: object) => ({ figures: expected });

async function ledgerOf(app: App): Promise<{ readonly taken: number; readonly remaining: number }> {
  const { next = 0, total = 0 } = (await app.host.entity('batchLedger', 'batch-1').state<BatchLedgerState>()) ?? {};
  return { taken: next, remaining: total - next };
}

describe('a batch', () => {
  it('runs every case once, and counts how they ended', async () => {
    await using app = await useApp();
    const stumbling = [expense('E-90+OPEN-FLAKY-1'), expense('E-91+COMPLETENESS-LOST-ANSWER-1')];
    const batch = await start(app, { cases: [...expenses(30), ...stumbling], concurrency: 3 });
    await app.host.skip({ minutes: 1 });
    expect(await batch.result()).toEqual({
      ...{ outcome: 'completed', total: 32, done: 32, failed: 0, notStarted: 0 },
      ...{ outcomes: { approved: 32 }, failures: [] },
    });
    expect(new BackOffice(app).files()).toHaveLength(32);
  });

  it('has as many cases in flight as it may, and starts the next when one ends', async () => {
    await using app = await useApp();
    const cases = Array.from({ length: 12 }, (_, index) => ({ ...expense(`E-${index}`), facts: {} }));
    await start(app, { cases, concurrency: 4 });
    const opened = await app.host.calls('casework.open');
    expect(opened).toHaveLength(4);
    const first = app.host.instance(opened[0]?.instanceId ?? '');
    await new BackOffice(app).inform(first, 'completeness/1', { amountCents: 1 });
    expect(await first.result()).toMatchObject({ outcome: 'approved' });
    expect(await app.host.calls('casework.open')).toHaveLength(5);
  });

  it('has never more in flight than that, however fast they end', async () => {
    await using app = await useApp();
    let inFlight = 0;
    let most = 0;
    // From the first thing that a case does to the last.
    await app.host.fake('casework.open', (_input, { real }) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      return real();
    });
    await app.host.fake('casework.approve', async (_input, { real }) => {
      const answer = await real();
      inFlight -= 1;
      return answer;
    });
    const batch = await start(app, { cases: expenses(40), concurrency: 4 });
    await app.host.skip({ minutes: 1 });
    expect(await batch.result()).toMatchObject({ done: 40 });
    expect(most).toBeLessThanOrEqual(4);
  });

  it('goes on when a case fails, is refused or waits for long', async () => {
    await using app = await useApp();
    await app.host.fake('casework.fetch', async (input: { payload: { index: number } }, { real }) => {
      if (input.payload.index === 1) throw new Error('lost in the post');
      return real();
    });
    const waits = { ...expense('E-8'), facts: {} };
    const cases = [expense('E-0'), expense('E-1'), { ...expense('E-2'), type: 'parrot' }, waits, ...expenses(3)];
    const batch = await start(app, { cases, concurrency: 2 });
    await app.host.skip({ hours: 2 });
    expect(await figuresOf(batch)).toMatchObject(figures({ done: 5, failed: 1, inFlight: 1, remaining: 0 }));
    await app.host.skip({ hours: 4 });
    expect(await batch.result()).toMatchObject({
      ...{ outcome: 'completed', done: 6, failed: 1, failures: [{ index: 1, fault: 'lost in the post' }] },
      outcomes: { approved: 4, rejected: 1, expired: 1 },
    });
  });

  it('starts nothing while it is paused, finishes what is in flight, and goes on when it is resumed', async () => {
    await using app = await useApp();
    const cases = Array.from({ length: 12 }, (_, index) => ({ ...expense(`E-${index}`), facts: {} }));
    const batch = await start(app, { cases, concurrency: 3 });
    expect(await figuresOf(batch)).toMatchObject(figures({ inFlight: 3, remaining: 9 }));
    await batch.raiseEvent('pause', {});
    await app.host.skip({ hours: 4 });
    expect(await figuresOf(batch)).toMatchObject(figures({ done: 3, inFlight: 0, remaining: 9, paused: true }));
    await app.host.skip({ hours: 4 });
    expect(await app.host.calls('casework.open')).toHaveLength(3);
    for (const name of ['pause', 'resume', 'resume']) await batch.raiseEvent(name, null);
    await app.host.settled();
    expect(await figuresOf(batch)).toMatchObject(figures({ inFlight: 3, remaining: 6, paused: false }));
    await app.host.skip({ hours: 12 });
    expect(await batch.result()).toMatchObject({ done: 12, outcomes: { expired: 12 } });
  });

  it('is resumed with as many lanes as were free, while the others still work', async () => {
    await using app = await useApp();
    const slow = { ...expense('E-99'), facts: {} };
    const batch = await start(app, { cases: [slow, slow, ...expenses(30)], concurrency: 2 });
    await batch.raiseEvent('pause', {});
    await batch.raiseEvent('resume', {});
    await app.host.settled();
    expect(await figuresOf(batch)).toMatchObject(figures({ inFlight: 2, remaining: 30 }));
  });

  it('that is cancelled starts nothing more and lets what is in flight end', async () => {
    await using app = await useApp();
    const cases = Array.from({ length: 9 }, (_, index) => ({ ...expense(`E-${index}`), facts: {} }));
    const batch = await start(app, { cases, concurrency: 2 });
    await batch.raiseEvent('cancelRequested', { reason: 'wrongFile' });
    await app.host.skip({ hours: 4 });
    expect(await batch.result()).toMatchObject({
      ...{ outcome: 'cancelled', reason: 'wrongFile', done: 2, notStarted: 7, outcomes: { expired: 2 } },
    });
    expect(await app.host.calls('casework.open')).toHaveLength(2);
  });

  it('replaces a lane that somebody terminated, and counts its case as failed', async () => {
    await using app = await useApp();
    const slow = { ...expense('E-99'), facts: {} };
    const batch = await start(app, { cases: [slow], concurrency: 1 });
    await app.host.instance('batch-1:batch-lane:1').terminate('by hand');
    await app.host.skip({ minutes: 1 });
    expect(await batch.result()).toMatchObject({ outcome: 'completed', done: 0, failed: 1 });
  });

  it('keeps every history short, whatever the number of cases, and hears a pause while lanes continue as new', async () => {
    await using app = await useApp();
    const order = { options: lean, cases: expenses(MANY), concurrency: LANES };
    const batch = app.host.instance('batch-1');
    await app.host.fake('casework.open', async (_input, { count, real }) => {
      if (count === MANY / 2) await batch.raiseEvent('pause', {});
      return real();
    });
    await app.host.start('back-office-batch', order, { instanceId: batch.id });
    await app.host.skip({ minutes: 1 });
    const { taken, remaining } = await ledgerOf(app);
    expect(taken).toBeGreaterThanOrEqual(MANY / 2);
    expect(remaining).toBeGreaterThan(0);
    expect(await figuresOf(batch)).toMatchObject(figures({ done: taken, inFlight: 0, remaining, paused: true }));

    await batch.raiseEvent('resume', {});
    await app.host.skip({ minutes: 10 });
    expect(await batch.result()).toMatchObject({ done: MANY, failed: 0, outcomes: { approved: MANY } });
    const opened = await app.host.calls('casework.open');
    expect(opened).toHaveLength(MANY);
    expect(new Set(opened.map(({ instanceId }) => instanceId)).size).toBe(MANY);
    expect((await batch.history()).length).toBeLessThan(2 * LANES * EVENTS_PER_LANE + EVENTS_OF_LOOKING);
    for (let lane = 1; lane <= 2 * LANES; lane += 1) {
      const { length } = await app.host.instance(`batch-1:batch-lane:${lane}`).history();
      expect(length).toBeLessThan(HISTORY_OF_LANE);
    }
  }, 600_000);
});

describe('starting a batch over HTTP', () => {
  it('names the case that is wrong', async () => {
    await using app = await useApp();
    const order = { cases: [expense('E-1'), { ...expense('E-2'), reference: '?' }] };
    expect(await app.post('/processes/back-office-batch', order, { 'Idempotency-Key': 'b' })).toMatchObject({
      ...{ status: 400, body: { errors: [{ field: 'cases[1].reference' }] } },
    });
  });

  it('shows how far it is, and takes a pause and its end', async () => {
    await using app = await useApp({ BACK_OFFICE_BATCH__CASE_TYPES: JSON.stringify(lean.caseTypes) });
    const cases = Array.from({ length: 4 }, (_, index) => ({ ...expense(`E-${index}`), facts: {} }));
    const key = { 'Idempotency-Key': 'b' };
    const { body } = await app.post('/processes/back-office-batch', { cases, concurrency: 1 }, key);
    const batch = `/processes/back-office-batch/${String(body['id'])}`;
    await app.host.settled();
    expect((await app.get(batch)).body).toMatchObject(figures({ total: 4, inFlight: 1, remaining: 3, paused: false }));

    expect(await app.post(`${batch}/events/pause`, { by: 'sue' })).toMatchObject({ status: 202 });
    await app.host.skip({ hours: 4 });
    expect((await app.get(batch)).body).toMatchObject(figures({ done: 1, inFlight: 0, remaining: 3, paused: true }));

    expect(await app.post(`${batch}/events/resume`, { by: 'sue' })).toMatchObject({ status: 202 });
    await app.host.skip({ hours: 1 });
    expect((await app.get(batch)).body).toMatchObject(figures({ done: 1, inFlight: 1, remaining: 2, paused: false }));
  });

  it('names the field of an event that is wrong, and knows no other events', async () => {
    await using app = await useApp();
    const order = { cases: [{ ...expense('E-1'), facts: {} }] };
    const { body } = await app.post('/processes/back-office-batch', order, { 'Idempotency-Key': 'b' });
    const events = `/processes/back-office-batch/${String(body['id'])}/events`;
    await app.host.settled();
    expect(await app.post(`${events}/pause`, { by: 7 })).toMatchObject({
      ...{ status: 400, body: { errors: [{ field: 'by' }] } },
    });
    expect(await app.post(`${events}/faster`, {})).toMatchObject({ status: 404 });
  });
});
