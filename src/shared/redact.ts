/**
 * What may be shown of a value: what its schema marks as personal or secret is replaced, and whatever the schema does
 * not describe is left out. Where it is not certain which part of a schema a value belongs to, it is replaced as well.
 */
import { z } from 'zod';
import { dataClassOf } from './personal-data';

type Schema = z.core.$ZodType;

const UNCERTAIN = '[unknown]';

export function redact(schema: Schema, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const dataClass = dataClassOf(schema);
  if (dataClass !== undefined) return `[${dataClass}]`;
  if (isWrapper(schema)) return redact(schema.unwrap(), value);
  if (schema instanceof z.ZodUnion) return redactOption(schema.options, value);
  if (schema instanceof z.ZodArray) return redactItems(schema.element, value);
  if (schema instanceof z.ZodObject) return redactMembers(value, (name) => memberOf(schema, name));
  if (schema instanceof z.ZodRecord) return redactMembers(value, () => schema.valueType);
  return typeof value === 'object' ? UNCERTAIN : value;
}

/** What adds to a schema that a value may be absent, or what stands for it then. */
export function isWrapper(schema: Schema): schema is z.ZodOptional | z.ZodNullable | z.ZodDefault | z.ZodPrefault {
  return [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault].some((wrapper) => schema instanceof wrapper);
}

function redactOption(options: readonly Schema[], value: unknown): unknown {
  const option = options.find((each) => z.safeParse(each, value).success);
  return option === undefined ? UNCERTAIN : redact(option, value);
}

function redactItems(element: Schema, value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => redact(element, item)) : UNCERTAIN;
}

function redactMembers(value: unknown, schemaOf: (name: string) => Schema | undefined): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) return UNCERTAIN;
  const shown = Object.entries(value ?? {}).flatMap(([name, member]) => {
    const schema = schemaOf(name);
    return schema === undefined ? [] : [[name, redact(schema, member)] as const];
  });
  return Object.fromEntries(shown);
}

function memberOf({ shape }: z.ZodObject, name: string): Schema | undefined {
  return new Map<string, Schema>(Object.entries(shape)).get(name);
}
