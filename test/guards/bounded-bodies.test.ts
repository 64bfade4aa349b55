import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { schemaOf } from '../../src/http/openapi';
import { registeredProcesses } from '../../src/registered-processes';

const Node = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/** Formats whose pattern says how long a text can be. */
const boundedFormats = ['date', 'uuid'];

function isUnbounded(value: unknown): boolean {
  const { data: node } = Node.safeParse(value);
  if (node?.type === 'array') return node.maxItems === undefined;
  if (node?.type !== 'string') return false;
  const isFixed = node.enum !== undefined || 'const' in node || boundedFormats.includes(node.format ?? '');
  return !isFixed && node.maxLength === undefined && !endsByItself(node.pattern ?? '.*');
}

/** A pattern over the whole text, in which nothing may be repeated as often as one likes. */
function endsByItself(pattern: string): boolean {
  const outsideClasses = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/s.test(pattern) && !/[*+]|\{\d+,\}/.test(outsideClasses);
}

/** Every text without a longest length and every list without a largest one, by its place in the schema. */
function unbounded(value: unknown, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, member]) => unbounded(member, `${place}/${name}`));
  return isUnbounded(value) ? [place, ...below] : below;
}

const bodies = registeredProcesses.flatMap(({ process, order }) => {
  const { name, events = {} } = process.contract;
  const told = Object.entries(events).map(([event, schema]) => [`${name}, event ${event}`, schema] as const);
  return [[`${name}, start`, order] as const, ...told];
});

describe('the body of a request', () => {
  it.each(bodies)('has a bound for each text and list: %s', (_name, schema) => {
    expect(unbounded(schemaOf(schema, 'input'), '')).toEqual([]);
  });

  it('would be found out without one', () => {
    const schema = z.object({
      ...{ name: z.string(), tags: z.array(z.enum(['a'])), day: z.iso.date() },
      ...{ sku: z.string().regex(/^[A-Z+]{1,9}$/), path: z.string().regex(/^[a-z]+$/) },
    });
    expect(unbounded(schemaOf(schema, 'input'), '')).toEqual([
      '/properties/name',
      '/properties/tags',
      '/properties/path',
    ]);
  });
});
