import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Records } from '../../../src/services/stand-in/records';

const effect = { idempotencyKey: 'k', operation: 'shop.sell', request: { sku: 'MUG-RED' } };

let folder: string;
let records: Records;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'records-'));
  records = new Records({ folder, service: 'shop' });
});
afterEach(() => {
  records.close();
  rmSync(folder, { recursive: true });
});

/** What another process would find now; `records` stays open, as it would be at a kill. */
function asFoundByAnother<Result>(look: (records: Records) => Result): Result {
  const another = new Records({ folder, service: 'shop' });
  const result = look(another);
  another.close();
  return result;
}

describe('records', () => {
  it('keep an effect and its answer at once, before the answer is given', () => {
    const answer = records.once(effect, () => {
      records.write('sales', '1', { sku: 'MUG-RED' });
      return { saleId: '1' };
    });
    const found = asFoundByAnother((another) => [another.once(effect, () => 'done again'), another.readAll('sales')]);
    expect(found).toEqual([answer, [{ sku: 'MUG-RED' }]]);
  });

  it('keep neither when the work fails half-way', () => {
    const halfway = () => {
      records.write('sales', '1', { sku: 'MUG-RED' });
      throw new Error('no more mugs');
    };
    expect(() => records.once(effect, halfway)).toThrow('no more mugs');
    expect(records.readAll('sales')).toEqual([]);
    expect(records.once(effect, () => 'worked')).toBe('worked');
  });

  it('count up to a limit, for each key and kind, over processes', () => {
    expect(records.countUpTo(2, 'k', 'fault')).toBe(true);
    expect(asFoundByAnother((another) => another.countUpTo(2, 'k', 'fault'))).toBe(true);
    expect(records.countUpTo(2, 'k', 'fault')).toBe(false);
    expect(records.countUpTo(2, 'k', 'lostAnswer')).toBe(true);
    expect(records.countUpTo(2, 'other', 'fault')).toBe(true);
  });

  it('leave nothing in their files of what was removed', () => {
    records.once(effect, () => {
      records.write('customers', '1', { name: 'Ada Lovelace' });
      return 'written';
    });
    expect(textOfFiles()).toContain('Ada Lovelace');
    records.once({ ...effect, idempotencyKey: 'k2' }, () => {
      records.remove('customers', '1');
      return 'removed';
    });
    expect(textOfFiles()).not.toContain('Ada Lovelace');
  });

  it('make up for a process that died between removing and overwriting', () => {
    records.once(effect, () => {
      records.write('customers', '1', { name: 'Ada Lovelace' });
      return 'written';
    });
    const dying = new DatabaseSync(join(folder, 'shop.sqlite'));
    dying.exec('PRAGMA secure_delete = ON; DELETE FROM entries');
    expect(textOfFiles()).toContain('Ada Lovelace');
    asFoundByAnother((another) => another.once(effect, () => 'asked again'));
    expect(textOfFiles()).not.toContain('Ada Lovelace');
    dying.close();
  });
});

function textOfFiles(): string {
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('');
}
