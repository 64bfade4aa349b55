import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  BOUNCING_EMAIL,
  cards,
  catalogue,
  COUNTRY_NOT_SERVED,
  listPrices,
  offers,
  branches,
  fundedAccounts,
  identities,
} from '../../../src/services/stand-in/test-values';

const page = readFileSync(join(__dirname, '../../../docs/test-values.md'), 'utf8');

/** The cells of each table row, by the value in the first. */
const rows = new Map(
  [...page.matchAll(/^\| `([^`]+)` *\|(.*)\|$/gm)].map(([, value, rest]) => [
    value,
    rest?.split('|').map((cell) => cell.trim()),
  ]),
);

describe('the page of test values', () => {
  it.each([...catalogue])('describes the SKU %s as it is', (sku, { unitCents, warehouse, onHand }) => {
    const price = (unitCents / 100).toFixed(2);
    expect(rows.get(sku)?.slice(0, 3)).toEqual([price, warehouse, String(onHand)]);
  });

  it.each([
    ...[cards, identities, branches].flatMap((values) => Object.values(values)),
    ...Object.values(offers),
    COUNTRY_NOT_SERVED,
    BOUNCING_EMAIL,
  ])('lists %s', (value) => {
    expect([...rows.keys()]).toContain(value);
  });

  it.each(Object.entries(listPrices))('says what %s cost', (service, cents) => {
    expect(rows.get(service)?.[0]).toBe((cents / 100).toFixed(2));
  });

  it.each([...fundedAccounts])('describes the account %s as it is', (account, cents) => {
    expect(rows.get(account)?.[0]).toBe((cents / 100).toFixed(2));
  });
});
