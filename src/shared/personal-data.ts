/**
 * Which fields of a contract say something of a person, or open something. The schema says so, where it is defined; what
 * tells of the app (logs, the custom status, problems, metrics) may show neither.
 *
 * `test/guards/personal-data` finds fields whose names sound like it and that say nothing.
 */
import { z } from 'zod';

export type DataClass = 'personal' | 'secret';

const classes = z.registry<{ readonly dataClass: DataClass }>();

/** Names, addresses, numbers of documents, what people have written. */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, 'personal');
}

/** Whoever has it may do something: tokens, keys, signed links. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, 'secret');
}

/** As the schema itself is marked; what it consists of may be marked on its own. */
export function dataClassOf(schema: z.core.$ZodType): DataClass | undefined {
  return classes.get(schema)?.dataClass;
}

/** A copy, so that whoever else uses the schema decides for themselves. */
function marked<Schema extends z.ZodType>(schema: Schema, dataClass: DataClass): Schema {
  const copy = schema.clone();
  classes.add(copy, { dataClass });
  return copy;
}
