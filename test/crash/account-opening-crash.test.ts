/**
 * The host is killed again and again while people open accounts. Afterwards every application has ended, and the books
 * of the bank agree with what the applicants were told: no money is lost, invented or left in transit.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { Chance, seed } from '../../embedded-host/test/crash/chance';
import { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { fundedAccounts } from '../../src/services/stand-in/test-values';
import { ALL_CENTS } from '../support/bank';
import { Applicant, type EndedApplication } from './applicant';
import { applicationKinds } from './applications';
import { type BankBooks, openBankBooks, readBalance } from './bank-books';
import { killAtRandom } from './kill-at-random';

const KILLS = 8;
const OF_EACH_KIND = 2;
const SENT_WITHIN_MS = 9_000;
const HOUR_S = 3_600;
const hours = (seconds: number) => String(seconds / HOUR_S);

describe(`account openings on a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'services');
  const chance = new Chance(seed);
  let host: MortalHost;
  let applications: readonly EndedApplication[];
  let books: BankBooks;

  beforeAll(async () => {
    const env = {
      DATA_FOLDER: dataFolder,
      ACCOUNT_OPENING__DOCUMENT_REMINDER_HOURS: hours(6),
      ACCOUNT_OPENING__DOCUMENT_DEADLINE_HOURS: hours(28),
      ACCOUNT_OPENING__REVIEW_REMINDER_HOURS: hours(6),
      ACCOUNT_OPENING__REVIEW_ESCALATION_HOURS: hours(12),
      ACCOUNT_OPENING__REVIEW_DEADLINE_HOURS: hours(28),
      ACCOUNT_OPENING__REVIEWER_EMAIL: 'reviewers@example.com',
    };
    host = new MortalHost({ folder: resolve(__dirname, '../..'), storage: join(folder.path, 'store'), env });
    const sending = sendApplications();
    await killAtRandom(host, chance, { kills: KILLS });
    const applicant = new Applicant(host);
    applications = await Promise.all((await sending).map((application) => applicant.awaitEnd(application)));
    books = openBankBooks(dataFolder);
  }, 300_000);

  afterAll(async () => {
    await host.end();
    folder.remove();
  });

  async function sendApplications() {
    const applicant = new Applicant(host);
    const wanted = Array.from({ length: OF_EACH_KIND }, () => applicationKinds).flat();
    return Promise.all(
      wanted.map(async (kind, index) => {
        // What nobody decides takes longest, so it comes first.
        const comesAt = kind.outcomes.includes('expired') ? 1_000 : SENT_WITHIN_MS;
        await pause(chance.between(0, comesAt));
        return applicant.apply(kind, `application-${index}`, chance.between(0, 300));
      }),
    );
  }

  it('every application ended, and as its kind may end', () => {
    const wrong = applications.filter(({ kind, result }) => !kind.outcomes.includes(result.outcome));
    expect(wrong).toEqual([]);
    expect(applications.filter(({ result }) => 'notUndone' in result)).toEqual([]);
  });

  it('no application was started twice', async () => {
    const path = '/runtime/webhooks/durabletask/instances?top=1000&instanceIdPrefix=account-opening-';
    const started = z.array(z.object({ instanceId: z.string() })).parse((await host.insist(path)).body);
    expect(started.map(({ instanceId }) => instanceId).sort()).toEqual(applications.map(({ id }) => id).sort());
  });

  it('a cancellation that was promised happened, one that was refused did not', () => {
    const broken = applications.filter(({ cancelledInTime, result }) => {
      return typeof cancelledInTime === 'boolean' && cancelledInTime !== (result.outcome === 'cancelled');
    });
    expect(broken).toEqual([]);
  });

  it('who was told so has a customer, an account and a card, and nobody else has', () => {
    const standing = applications.map(({ id, result }) => [
      id,
      result.outcome === 'opened' ? all : none,
      standingOf(id),
    ]);
    expect(standing.filter(([, expected, found]) => expected !== found)).toEqual([]);
    expect(books.accounts.all().filter(({ state }) => state === 'active')).toHaveLength(openedOnes().length);
  });

  const all = 'registered, active, issued';
  const none = 'removed, closed, cancelled';

  /** What was never there is as good as undone. */
  function standingOf(id: string): string {
    const { state: customer = 'removed' } = books.customers.get(id) ?? {};
    const { state: account = 'closed' } = books.accounts.get(id) ?? {};
    const { state: card = 'cancelled' } = books.cards.get(id) ?? {};
    return [customer, account, card].join(', ');
  }

  function openedOnes() {
    return applications.flatMap(({ cents, result }) => {
      return result.outcome === 'opened' ? [{ account: String(result.accountId), cents, inTransit: [] }] : [];
    });
  }

  it('the deposit is on each account that was opened, once', async () => {
    const expected = openedOnes();
    expect(await Promise.all(expected.map(({ account }) => readBalance(host, account)))).toEqual(expected);
  });

  it('the money adds up over all accounts, and none is in transit', async () => {
    const known = [...fundedAccounts.keys(), ...openedOnes().map(({ account }) => account)];
    const balances = await Promise.all(known.map((account) => readBalance(host, account)));
    expect(balances.flatMap(({ inTransit }) => inTransit)).toEqual([]);
    expect(balances.reduce((sum, { cents }) => sum + cents, 0)).toBe(ALL_CENTS);
  });

  it('of the last money, one applicant got an account', () => {
    const last = applications.filter(({ kind }) => kind.name === 'the last money');
    expect(last.filter(({ result }) => result.outcome === 'opened')).toHaveLength(1);
  });

  it('everybody was told how it ended, once', () => {
    const endings = books.messages.all().filter(({ template }) => template.startsWith('account'));
    const told = endings.map(({ data }) => String(data['applicationId']));
    expect(told).toEqual([...new Set(told)]);
    expect(told).toHaveLength(applications.length);
  });

  it('no approval is left waiting', async () => {
    expect((await host.insist('/api/approvals')).body).toMatchObject({ waiting: [] });
  });
});
