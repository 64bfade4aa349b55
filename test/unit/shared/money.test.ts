import { expect, it } from '@jest/globals';
import { formatMoney } from '../../../src/shared/money';

it.each([
  [0, '0.00 EUR'],
  [5, '0.05 EUR'],
  [1_290, '12.90 EUR'],
  [1_250_000, '12500.00 EUR'],
])('%i cents are %s', (cents, text) => {
  expect(formatMoney(cents, 'EUR')).toBe(text);
});
