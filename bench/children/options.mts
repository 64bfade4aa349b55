/** The options of a script that `runAlone` runs, and its way to answer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Place = z.object({ folder: z.string(), out: z.string() });
type Place = z.infer<typeof Place>;

/** Pairs of `--name value`; everything is text. */
export function childOptions<Schema extends z.ZodObject>(schema: Schema): z.output<Schema> & Place {
  const args = process.argv.slice(2);
  const given = Object.fromEntries(
    args.flatMap((arg, index) => (index % 2 === 0 ? [[arg.replace(/^--/, ''), args[index + 1]]] : [])),
  );
  const place = Place.parse(given);
  mkdirSync(place.folder, { recursive: true });
  // A process that is told to end stops the servers that it started.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
  return Object.assign(schema.parse(given), place);
}

export function answer(out: string, result: unknown): void {
  writeFileSync(out, JSON.stringify(result));
}
