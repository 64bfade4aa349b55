import { describe, expect, it } from '@jest/globals';
import type { AccountBalanceState } from '../../src/entities/account-balance/contract';
import { accountOpening } from '../../src/processes/account-opening/contract';
import { anApplication } from '../support/an-application';
import { ALL_CENTS, Bank } from '../support/bank';
import { FaultyApp } from './faulty-app';
import { brokenRules } from './judge';
import { type MatrixReport, runFaultMatrix } from './matrix';
import type { Subject } from './subject';

/** Some ninety instances live through days of retries. */
const TIME_LIMIT_MS = 900_000;

const DEPOSIT = { cents: 100, from: 'ACC-ADA' };

/** A savings account lends no money, so that nobody waits for a human when the credit bureau is down. */
const inputOf = (branch: string) => ({
  ...anApplication({ product: 'savings', branch, initialDeposit: DEPOSIT }),
  processVersion: accountOpening.version,
});
const shared = {
  process: accountOpening.name,
  isBestEffort: (step: string) => step.startsWith('notifications.'),
  audit,
} satisfies Partial<Subject>;

const opened: Subject = { ...shared, input: inputOf('BERLIN-MITTE') };
const refusedAtThePivot: Subject = { ...shared, input: inputOf('ACTIVATE-REFUSED') };

const allThere = 'registered, active, issued; gone for good; active, 100';
const nothingThere = 'removed, closed, cancelled; not gone; closed, 0';

/** Either everything is there and the deposit has arrived, or it is as if the application had never been. */
async function audit(app: FaultyApp, instanceId: string): Promise<readonly string[]> {
  const bank = new Bank(app);
  const { customer = 'removed', account = 'closed', card = 'cancelled' } = bank.recordsOf(instanceId);
  const giver = depositAt(await bank.balance(DEPOSIT.from), instanceId);
  const { state = 'closed', balanceCents = 0 } = (await bank.balance(`ACC-${instanceId}`)) ?? {};
  const evidence = `${customer}, ${account}, ${card}; ${giver}; ${state}, ${balanceCents}`;
  return [allThere, nothingThere].includes(evidence) ? [] : [evidence];
}

/** What has become of the deposit where it came from. */
function depositAt(giver: AccountBalanceState | undefined, instanceId: string): string {
  const isOurs = ({ transferId }: { readonly transferId: string }) => transferId === `${instanceId}/deposit`;
  if (giver?.inTransit.some(isOurs)) return 'in transit';
  return giver?.ended.find(isOurs)?.as === 'settled' ? 'gone for good' : 'not gone';
}

describe('the fault matrix of an account opening', () => {
  it(
    'keeps its rules when the account is opened in the end',
    async () => {
      const { steps, undos, findings } = await cellsOf('opened', opened);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps).toEqual([
        ...before,
        'accounts.activate',
        'accountBalance.settle/ACC-ADA',
        'accountBalance.activate/ACC-<instance>',
        'notifications.send/accountOpened',
      ]);
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(87);
    },
    TIME_LIMIT_MS,
  );

  it(
    'keeps its rules when the pivot is refused',
    async () => {
      const { steps, undos, findings } = await cellsOf('refused at the pivot', refusedAtThePivot);
      expect(findings.flatMap(brokenRules)).toEqual([]);
      expect(steps).toEqual([...before, 'accounts.activate']);
      expect(undos.toSorted()).toEqual(expectedUndos);
      expect(findings).toHaveLength(72);
    },
    TIME_LIMIT_MS,
  );
});

const before = [
  'identity.verify',
  'sanctions.screen',
  'credit.rate',
  'customers.register',
  'accounts.open',
  'accountBalance.open/ACC-<instance>',
  'cards.issue',
  'accountBalance.debit/ACC-ADA',
  'accountBalance.credit/ACC-<instance>',
];

const expectedUndos = [
  'accountBalance.close/ACC-<instance>',
  'accountBalance.giveBack/ACC-ADA',
  'accountBalance.takeBack/ACC-<instance>',
  'accounts.close',
  'cards.cancel',
  'customers.remove',
];

async function cellsOf(name: string, subject: Subject): Promise<MatrixReport> {
  await using app = await FaultyApp.start();
  const report = await runFaultMatrix(app, subject);
  console.log(`fault matrix of an account opening, ${name}: ${report.findings.length} cells ran`);
  expect(await new Bank(app).money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
  return report;
}
