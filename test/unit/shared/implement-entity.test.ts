import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { EntityContract } from '../../../src/shared/contract';
import { implementEntity } from '../../../src/shared/implement-entity';

const counter = {
  name: 'counter',
  state: z.object({ count: z.int() }),
  operations: { add: { input: z.object({ by: z.int() }), output: z.int() } },
} as const satisfies EntityContract;

const entity = implementEntity<typeof counter>({
  contract: counter,
  initialState: (key) => ({ count: key.length }),
  operations: { add: ({ count }, { by }) => ({ state: { count: count + by }, answer: count + by }) },
});

describe('an entity', () => {
  it('begins with the initial state of its key', () => {
    const call = { key: 'abc', operation: 'add', state: undefined, input: { by: 2 } };
    expect(entity.apply(call)).toEqual({ state: { count: 5 }, answer: 5 });
  });

  it.each([
    ['an unknown operation', { operation: 'divide' }, 'counter has no divide'],
    ['an operation that every object has', { operation: 'toString' }, 'counter has no toString'],
    ['a wrong input', { input: { by: 'two' } }, 'counter.add input: by: Invalid input'],
    ['a stored state of another form', { state: { total: 1 } }, 'counter.add state: count: Invalid input'],
  ])('refuses %s', (_, changes, message) => {
    const call = { key: 'abc', operation: 'add', state: { count: 1 }, input: { by: 2 }, ...changes };
    expect(() => entity.apply(call)).toThrow(`entity.invalidCall: ${message}`);
  });
});
