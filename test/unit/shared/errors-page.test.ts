import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { errors } from '../../../src/shared/errors';

const page = readFileSync(join(__dirname, '../../../docs/errors.md'), 'utf8');

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

it('the page of errors lists every code as it is, in the same order', () => {
  const listed = rows.map(([, code, status, fault, message, remedy]) => [code, status, fault, message, remedy]);
  const known = Object.entries(errors).map(([code, { status, fault, message, remedy }]) => {
    return [`\`${code}\``, String(status), fault, message, remedy];
  });
  expect(listed).toEqual(known);
});
