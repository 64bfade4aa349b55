/**
 * The host is killed again and again while it works off a batch and a case that asks and waits. Afterwards every case
 * has ended once, the files agree with what was told, and there were never more cases in flight than allowed.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { Chance, seed } from '../../embedded-host/test/crash/chance';
import { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { CrashedOffice } from './back-office';
import { type CaseBooks, openCaseBooks } from './case-books';
import { killAtRandom } from './kill-at-random';

const KILLS = 7;
const CASES = 50;
const IN_FLIGHT = 4;
/** What stumbles is tried again after two seconds, so that the batch lasts longer than the kills. */
const troubles = ['', '+COMPLETENESS-FLAKY-1', '+OPEN-LOST-ANSWER-1', '+APPROVE-LOST-ANSWER-1'];

const caseTypes = {
  expense: {
    title: 'Expense',
    validations: [{ name: 'completeness', check: { kind: 'completeness', required: ['amountCents'] } }],
    work: { role: 'clerk', when: 'referred' },
  },
};
const cases = Array.from({ length: CASES }, (_, index) => ({
  ...{ type: 'expense', submittedBy: { id: 'ann' }, facts: { amountCents: 100 } },
  reference: `E-${index}${troubles[index % troubles.length] ?? ''}`,
}));
const invoice = {
  ...{ type: 'invoice', reference: 'INV-1', submittedBy: { id: 'ann', email: 'ann@example.com' } },
  facts: { amountCents: 12_000, country: 'DE' },
};

describe(`cases on a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'services');
  const chance = new Chance(seed);
  /** Cases that had not ended, at each look. */
  const inFlight: number[] = [];
  let host: MortalHost;
  let office: CrashedOffice;
  let books: CaseBooks;
  let batch: string;
  let single: string;
  let results: { readonly batch: unknown; readonly single: unknown };

  beforeAll(async () => {
    const env = { DATA_FOLDER: dataFolder, BACK_OFFICE_BATCH__CASE_TYPES: JSON.stringify(caseTypes) };
    host = new MortalHost({ folder: resolve(__dirname, '../..'), storage: join(folder.path, 'store'), env });
    office = new CrashedOffice(host);
    const handedIn = Promise.all([
      office.handIn('back-office-batch', { cases, concurrency: IN_FLIGHT }, 'batch'),
      office.handIn('back-office-case', invoice, 'invoice'),
    ]);
    const kills = killAtRandom(host, chance, { kills: KILLS, shortestMs: 50, longestMs: 1_200 });
    [batch, single] = await handedIn;
    const answered = completeAndApprove(single);
    const stopLooking = new AbortController();
    const looking = look(stopLooking.signal);
    await kills;
    await answered;
    results = {
      batch: await office.endOf('back-office-batch', batch),
      single: await office.endOf('back-office-case', single),
    };
    stopLooking.abort();
    await looking;
    books = openCaseBooks(dataFolder);
  }, 240_000);

  afterAll(async () => {
    books.close();
    await host.end();
    folder.remove();
  });

  async function completeAndApprove(id: string): Promise<void> {
    await office.waitsAt('back-office-case', id, 'information/completeness/1');
    await office.inform(id, 'completeness/1', { supplier: 'ACME' });
    await office.approve(id);
  }

  async function look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const begun = await office.casesOf(batch);
      inFlight.push(begun.filter(({ runtimeStatus }) => runtimeStatus !== 'Completed').length);
      await pause(100);
    }
  }

  it('every case of the batch has ended as it had to', () => {
    expect(results.batch).toEqual({
      ...{ outcome: 'completed', total: CASES, done: CASES, failed: 0, notStarted: 0 },
      ...{ outcomes: { approved: CASES }, failures: [] },
    });
  });

  it('every case of the batch was begun once', async () => {
    // The last part of an id is the position in the order, whichever lane had the case.
    const begun = (await office.casesOf(batch)).map(({ instanceId }) => Number(instanceId.split(':').at(-1)));
    expect(begun.sort((one, other) => one - other)).toEqual([...cases.keys()]);
  });

  it('the case that asked and waited was completed and approved', () => {
    expect(results.single).toMatchObject({
      ...{ outcome: 'approved', by: 'bob' },
      findings: [{ validation: 'completeness', outcome: 'passed', asked: 1 }, {}, {}, {}, {}],
    });
  });

  it('every document has one file, approved, with a record of its own', () => {
    const files = books.files();
    const references = files.map(({ document }) => document?.reference);
    expect(references.sort()).toEqual([...cases.map(({ reference }) => reference), 'INV-1'].sort());
    expect(files.filter(({ state }) => state !== 'approved')).toEqual([]);
    expect(new Set(files.map(({ recordId }) => recordId)).size).toBe(CASES + 1);
  });

  it.each(['casework.open', 'casework.approve'])('%s had one effect for each case', (operation) => {
    const effects = books.effects().filter((effect) => effect.operation === operation);
    expect(effects).toHaveLength(CASES + 1);
    expect(new Set(effects.map(({ instance }) => instance)).size).toBe(CASES + 1);
  });

  it('there were never more cases in flight than allowed, and there were some', () => {
    expect(Math.max(...inFlight)).toBeLessThanOrEqual(IN_FLIGHT);
    expect(Math.max(...inFlight)).toBeGreaterThan(1);
  });
});
