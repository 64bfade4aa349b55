import { z } from 'zod';

export const TestHostOptions = z.strictObject({
  /** Set in the environment of the app, and only there; wins over local.settings.json. */
  env: z.record(z.string(), z.string()).optional(),
  /** Where instances live: forgotten with the host (the default), or a folder. */
  storage: z.union([z.literal('memory'), z.strictObject({ folder: z.string().min(1) })]).optional(),
  /** What time it is when the host starts; now, unless told otherwise. */
  startTime: z.union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
});
export type TestHostOptions = z.input<typeof TestHostOptions>;

const amount = z.number().nonnegative().optional();

export const Duration = z.strictObject({
  days: amount,
  hours: amount,
  minutes: amount,
  seconds: amount,
  milliseconds: amount,
});
export type Duration = z.input<typeof Duration>;

/** Throws a TypeError that names the field, what was expected and what is wrong with what came. */
export function checked<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${[what, ...issue.path].join('.')}: ${issue.message}`);
  throw new TypeError(problems.join('; '));
}
