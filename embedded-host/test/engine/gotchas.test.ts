import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { gotchas } from './gotchas';

describe('a naive host', () => {
  it('goes wrong in forty places', () => {
    expect(gotchas).toHaveLength(40);
  });

  it.each(gotchas.map((gotcha, index) => ({ ...gotcha, number: index + 1 })))(
    '$number $naive; here $file: $test',
    ({ file, test }) => {
      const text = readFileSync(join(__dirname, '..', file), 'utf8');
      expect(["'", '"', '`'].some((quote) => text.includes(quote + test))).toBe(true);
    },
  );
});
