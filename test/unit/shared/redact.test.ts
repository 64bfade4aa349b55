import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { dataClassOf, personal, secret } from '../../../src/shared/personal-data';
import { redact } from '../../../src/shared/redact';

const Visitor = z.object({
  id: z.string(),
  name: personal(z.string().min(1)),
  email: personal(z.email()).optional(),
  visits: z.array(z.object({ at: z.string(), note: personal(z.string()).nullable() })).default([]),
  pass: secret(z.object({ code: z.string() })),
  facts: z.record(z.string(), personal(z.string())),
  seat: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('named'), guest: personal(z.string()) }),
    z.object({ kind: z.literal('free'), row: z.int() }),
  ]),
});

const visitor: z.input<typeof Visitor> = {
  id: 'v-1',
  name: 'Ada',
  email: 'ada@example.org',
  visits: [{ at: '2026-01-01', note: 'came with Bob' }],
  pass: { code: '1234' },
  facts: { hair: 'brown' },
  seat: { kind: 'named', guest: 'Bob' },
};

describe('redact', () => {
  it('replaces what a schema marks, however deep it is', () => {
    expect(redact(Visitor, visitor)).toEqual({
      id: 'v-1',
      name: '[personal]',
      email: '[personal]',
      visits: [{ at: '2026-01-01', note: '[personal]' }],
      pass: '[secret]',
      facts: { hair: '[personal]' },
      seat: { kind: 'named', guest: '[personal]' },
    });
  });

  it('leaves out what the schema does not describe', () => {
    expect(redact(z.object({ id: z.string() }), { id: 'v-1', nickname: 'Ada' })).toEqual({ id: 'v-1' });
  });

  it('replaces what fits no part of a union, because any of them may be marked', () => {
    expect(redact(Visitor.shape.seat, { kind: 'named', guest: 7 })).toBe('[unknown]');
  });

  it('replaces an object where the schema has a text', () => {
    expect(redact(z.string(), { name: 'Ada' })).toBe('[unknown]');
  });
});

describe('a marked schema', () => {
  it('is a copy, so that the schema it was made of stays as it was', () => {
    const word = z.string();
    personal(word);
    expect(dataClassOf(word)).toBeUndefined();
  });

  it('stays marked when a rule is added to it', () => {
    expect(dataClassOf(secret(z.string()).max(10))).toBe('secret');
  });
});
