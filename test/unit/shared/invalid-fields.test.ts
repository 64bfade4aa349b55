import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { invalidFields } from '../../../src/shared/invalid-fields';

const Order = z.strictObject({ lines: z.array(z.strictObject({ sku: z.string() })) });

describe('the invalid fields', () => {
  it('name each member that nobody reads', () => {
    const { error } = Order.safeParse({ lines: [{ sku: 'MUG', colour: 'red', size: 1 }], colour: 'red' });
    expect(error && invalidFields(error)).toEqual([
      { field: 'lines[0].colour', message: 'expected no such field' },
      { field: 'lines[0].size', message: 'expected no such field' },
      { field: 'colour', message: 'expected no such field' },
    ]);
  });

  it('call the whole by $', () => {
    const { error } = Order.safeParse('mug');
    expect(error && invalidFields(error)).toMatchObject([{ field: '$' }]);
  });
});
