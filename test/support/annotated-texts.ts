/** The texts of a value that its schema marks as personal or secret. */
import { z } from 'zod';
import { dataClassOf } from '../../src/shared/personal-data';
import { isWrapper } from '../../src/shared/redact';

type Schema = z.core.$ZodType;

export interface AnnotatedText {
  /** As `shipTo.city`; items of a list have the path of the list. */
  readonly path: string;
  readonly schema: Schema;
  readonly text: string;
}

/** The same value, with what `change` makes of each text that is marked. */
export function mapAnnotated(schema: Schema, value: unknown, change: (found: AnnotatedText) => string): unknown {
  return mapped(value, { schema, path: [], isMarked: false }, change);
}

interface Place {
  readonly schema: Schema;
  readonly path: readonly string[];
  readonly isMarked: boolean;
}

function mapped(value: unknown, place: Place, change: (found: AnnotatedText) => string): unknown {
  const { schema, path } = place;
  const isMarked = place.isMarked || dataClassOf(schema) !== undefined;
  if (typeof value === 'string' && !isWrapper(schema) && !(schema instanceof z.ZodUnion)) {
    return isMarked ? change({ path: path.join('.'), schema, text: value }) : value;
  }
  const inner = (part: Schema | undefined, given: unknown, ...more: readonly string[]) =>
    part === undefined ? given : mapped(given, { schema: part, path: [...path, ...more], isMarked }, change);
  if (isWrapper(schema)) return inner(schema.unwrap(), value);
  if (schema instanceof z.ZodUnion) return inner(optionFor(schema.options, value), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => inner(schema.element, item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    if (schema instanceof z.ZodRecord) return [name, inner(schema.valueType, member)];
    if (schema instanceof z.ZodObject) return [name, inner(memberOf(schema, name), member, name)];
    return [name, member];
  });
  return Object.fromEntries(members);
}

function optionFor(options: readonly Schema[], value: unknown): Schema | undefined {
  return options.find((option) => z.safeParse(option, value).success);
}

function memberOf({ shape }: z.ZodObject, name: string): Schema | undefined {
  return new Map<string, Schema>(Object.entries(shape)).get(name);
}

/** A field of text of a schema, with the path that leads to it. */
export interface TextField {
  readonly path: string;
  readonly name: string;
  readonly isMarked: boolean;
}

export function textFieldsOf(schema: Schema, path: readonly string[] = [], marked = false): TextField[] {
  const isMarked = marked || dataClassOf(schema) !== undefined;
  const inner = (part: Schema, ...more: string[]) => textFieldsOf(part, [...path, ...more], isMarked);
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, Schema>> = schema.shape;
    return Object.entries(shape).flatMap(([name, part]) => inner(part, name));
  }
  if (schema instanceof z.ZodArray) return inner(schema.element);
  if (schema instanceof z.ZodRecord) return inner(schema.valueType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => inner(option));
  if (isWrapper(schema)) return inner(schema.unwrap());
  if (!(schema instanceof z.ZodString) && !(schema instanceof z.ZodStringFormat)) return [];
  return [{ path: path.join('.'), name: path.at(-1) ?? '', isMarked }];
}
