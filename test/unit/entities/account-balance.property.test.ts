import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BankAccount } from './bank-account';

const names = ['ada', 'bob', 'cyd'] as const;
type Bank = Readonly<Record<(typeof names)[number], BankAccount>>;

/** Few transfers between few accounts, so that repetitions, late and early operations are common. */
const transfers = [
  { transferId: 't-1', from: 'ada', to: 'bob', cents: 300 },
  { transferId: 't-2', from: 'bob', to: 'ada', cents: 250 },
  { transferId: 't-3', from: 'cyd', to: 'ada', cents: 700 },
  { transferId: 't-4', from: 'ada', to: 'cyd', cents: 501 },
] as const;

const step = fc.record({
  transfer: fc.constantFrom(...transfers),
  part: fc.constantFrom(
    'debit' as const,
    'credit' as const,
    'settle' as const,
    'giveBack' as const,
    'takeBack' as const,
  ),
});
type Part = (typeof step extends fc.Arbitrary<infer Value> ? Value : never)['part'];
type Transfer = (typeof transfers)[number];

const steps = fc.array(step, { minLength: 1, maxLength: 60 });
const START_CENTS = 600;

function aBank(): Bank {
  return { ada: new BankAccount(START_CENTS), bob: new BankAccount(START_CENTS), cyd: new BankAccount(START_CENTS) };
}

function take(bank: Bank, part: Part, { transferId, from, to, cents }: Transfer): { readonly outcome: string } {
  switch (part) {
    case 'debit':
      return bank[from].call('debit', { transferId, cents });
    case 'credit':
      return bank[to].call('credit', { transferId, cents });
    case 'settle':
      return bank[from].call('settle', { transferId });
    case 'giveBack':
      return bank[from].call('giveBack', { transferId });
    case 'takeBack':
      return bank[to].call('takeBack', { transferId });
  }
}

/** What a process may ask next, by what it was answered: it credits what was debited and undoes in the right order. */
function mayFollow(done: readonly string[], part: Part): boolean {
  const has = (name: string) => done.includes(name);
  switch (part) {
    case 'debit':
      return true;
    case 'credit':
      return has('debit') && !has('giveBack');
    case 'settle':
      return has('credit') && !has('takeBack');
    case 'takeBack':
      return !has('settle');
    case 'giveBack':
      return has('takeBack') && !has('settle');
  }
}

describe('accounts, whatever is transferred between them', () => {
  it('never are overdrawn (T1)', () => {
    const check = (asked: { transfer: Transfer; part: Part }[]) => {
      const bank = aBank();
      for (const { transfer, part } of asked) take(bank, part, transfer);
      for (const name of names) {
        bank[name].call('open');
        expect(bank[name].state.balanceCents).toBeGreaterThanOrEqual(0);
      }
    };
    fc.assert(fc.property(steps, check));
  });

  it('answer the same when every operation comes twice (T2)', () => {
    const check = (asked: { transfer: Transfer; part: Part }[]) => {
      const [once, twice] = [aBank(), aBank()];
      for (const { transfer, part } of asked) {
        const { outcome } = take(once, part, transfer);
        expect([take(twice, part, transfer).outcome, take(twice, part, transfer).outcome]).toEqual([outcome, outcome]);
      }
    };
    fc.assert(fc.property(steps, check));
  });

  it('have together what they began with when every transfer has arrived or was undone (T3, T4)', () => {
    const check = (asked: { transfer: Transfer; part: Part }[]) => {
      const bank = aBank();
      const done = new Map<string, string[]>(transfers.map(({ transferId }) => [transferId, []]));
      const attempt = (part: Part, transfer: Transfer) => {
        const before = done.get(transfer.transferId) ?? [];
        if (!mayFollow(before, part)) return;
        const { outcome } = take(bank, part, transfer);
        if (outcome !== 'refused' && outcome !== 'insufficientFunds') before.push(part);
      };
      for (const { transfer, part } of asked) attempt(part, transfer);
      expectSound(bank, done);
      for (const transfer of transfers) finish(attempt, transfer);
      expect(sum(bank)).toEqual({ onAccounts: names.length * START_CENTS, inTransit: 0 });
    };
    fc.assert(fc.property(steps, check));
  });
});

/** Ends a transfer as a process would: forward when it can, else back; money that was spent meanwhile stays where it is. */
function finish(attempt: (part: Part, transfer: Transfer) => void, transfer: Transfer): void {
  for (const part of ['settle', 'takeBack', 'giveBack', 'settle'] as const) attempt(part, transfer);
}

/** At any moment the money is on an account, or in transit and not yet credited. */
function expectSound(bank: Bank, done: ReadonlyMap<string, readonly string[]>): void {
  const onItsWay = transfers
    .filter(({ transferId }) => {
      const parts = done.get(transferId) ?? [];
      const hasArrived = parts.includes('credit') && !parts.includes('takeBack');
      return parts.includes('debit') && !hasArrived && !parts.includes('giveBack');
    })
    .reduce((total, { cents }) => total + cents, 0);
  expect(sum(bank).onAccounts + onItsWay).toBe(names.length * START_CENTS);
}

function sum(bank: Bank) {
  const states = names.map((name) => {
    bank[name].call('open');
    return bank[name].state;
  });
  return {
    onAccounts: states.reduce((total, { balanceCents }) => total + balanceCents, 0),
    inTransit: states.flatMap(({ inTransit }) => inTransit).reduce((total, { cents }) => total + cents, 0),
  };
}
