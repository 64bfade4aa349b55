import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fundedAccounts } from '../../src/services/stand-in/test-values';
import { ALL_CENTS, type Bank, useBank } from '../support/bank';

async function transfer(bank: Bank, order: object, instanceId?: string) {
  return bank.app.host.start('transfer', order, instanceId === undefined ? {} : { instanceId });
}

describe('a transfer', () => {
  it('moves all of the money, once', async () => {
    await using bank = await useBank();
    const moved = await transfer(bank, { from: 'ACC-ADA', to: 'ACC-EMPTY', cents: 1_234 });
    expect(await moved.result()).toEqual({ outcome: 'transferred' });
    expect(await bank.balance('ACC-EMPTY')).toMatchObject({ balanceCents: 1_234 });
    expect(await bank.balance('ACC-ADA')).toMatchObject({ balanceCents: 4_998_766, inTransit: [] });
  });

  it.each([
    ['ACC-THIN', 'ACC-ADA', 5_001, 'from', 'insufficientFunds'],
    ['ACC-NONE', 'ACC-ADA', 1, 'from', 'unknownAccount'],
    ['ACC-ADA', 'ACC-NONE', 1, 'to', 'unknownAccount'],
  ])('from %s to %s of %d cents is refused, and nothing has moved', async (from, to, cents, by, reason) => {
    await using bank = await useBank();
    const moved = await transfer(bank, { from, to, cents });
    expect(await moved.result()).toEqual({ outcome: 'rejected', by, reason });
    expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
  });

  it('may empty an account, and no more', async () => {
    await using bank = await useBank();
    const orders = [1, 2, 3].map(() => transfer(bank, { from: 'ACC-THIN', to: 'ACC-ADA', cents: 5_000 }));
    const results = await Promise.all((await Promise.all(orders)).map((moved) => moved.result<{ outcome: string }>()));
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['rejected', 'rejected', 'transferred']);
    expect(await bank.balance('ACC-THIN')).toMatchObject({ balanceCents: 0, inTransit: [] });
  });

  it('names the field of an order that no bank takes', async () => {
    await using bank = await useBank();
    const key = { 'Idempotency-Key': '"t-1"' };
    const reply = await bank.app.post('/processes/transfer', { from: 'ACC-ADA', to: 'ACC-ADA', cents: 1 }, key);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'to' }] } });
  });
});

const account = fc.constantFrom(...fundedAccounts.keys(), 'ACC-NONE');
const order = fc
  .record({ from: account, to: account, cents: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(2_500)) })
  .filter(({ from, to }) => from !== to);

describe('transfers of many people at the same time, through the engine', () => {
  it('lose and make no money, and overdraw no account', async () => {
    await using bank = await useBank();
    const before = await balances(bank);
    const expected = new Map(before);
    const check = async (orders: { from: string; to: string; cents: number }[]) => {
      const started = await Promise.all(orders.map((each) => transfer(bank, each)));
      const results = await Promise.all(started.map((moved) => moved.result<{ outcome: string }>()));
      for (const [index, { from, to, cents }] of orders.entries()) {
        if (results[index]?.outcome !== 'transferred') continue;
        expected.set(from, (expected.get(from) ?? 0) - cents);
        expected.set(to, (expected.get(to) ?? 0) + cents);
      }
      await bank.app.host.settled();
      const after = await balances(bank);
      expect(after).toEqual(expected);
      expect(Math.min(...after.values())).toBeGreaterThanOrEqual(0);
      expect(await bank.money()).toEqual({ cents: ALL_CENTS, inTransit: 0 });
    };
    await fc.assert(fc.asyncProperty(fc.array(order, { minLength: 2, maxLength: 25 }), check), { numRuns: 25 });
  }, 120_000);
});

async function balances(bank: Bank): Promise<Map<string, number>> {
  const read = [...fundedAccounts].map(async ([id, atFirst]) => {
    return [id, (await bank.balance(id))?.balanceCents ?? atFirst] as const;
  });
  return new Map(await Promise.all(read));
}
