import { z } from 'zod';

const StartTime = z.union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()]).optional();

export const TestHostOptions = z.strictObject({
  /** Set in the environment of the app, and only there; wins over local.settings.json. */
  env: z.record(z.string(), z.string()).optional(),
  /** Where instances live: forgotten with the host (the default), or a folder. */
  storage: z.union([z.literal('memory'), z.strictObject({ folder: z.string().min(1) })]).optional(),
  /** What time it is when the host starts; now, unless told otherwise. */
  startTime: StartTime,
});
export type TestHostOptions = z.input<typeof TestHostOptions>;

export const ResetOptions = z.strictObject({
  /** What time it is then; that of the start, unless told otherwise. */
  startTime: StartTime,
});
export type ResetOptions = z.input<typeof ResetOptions>;

const amount = z.number().nonnegative().optional();

export const Duration = z.strictObject({
  days: amount,
  hours: amount,
  minutes: amount,
  seconds: amount,
  milliseconds: amount,
});
export type Duration = z.input<typeof Duration>;

export const FakeBehaviour = z.strictObject({
  /** So many executions fail first; none, unless told otherwise. */
  fails: z.union([z.int().nonnegative(), z.literal('always')]).optional(),
  /** What they fail with. */
  error: z.string().optional(),
  /** What the executions after them give: a value, or `'real'` (the default) to run the app's own activity. */
  then: z.unknown().optional(),
});
export type FakeBehaviour = z.input<typeof FakeBehaviour>;

const STATUSES = ['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated'] as const;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whoever writes a test knows what its app sets.
type CustomStatus = object | string | number | boolean | null | ((status: any) => unknown);

const Condition = z.strictObject({
  status: z.enum(STATUSES).optional(),
  /** One of `steps()`. */
  step: z.string().optional(),
  /** A part of it (objects may have more fields), or a function that says whether it is the awaited one. */
  customStatus: z.custom<CustomStatus>().optional(),
  /** Lets time pass meanwhile, from alarm to alarm: a year at most, or as long as told. */
  skipTime: z.union([z.boolean(), Duration]).optional(),
});

export const WaitCondition = Condition.refine(
  ({ status, step, customStatus }) => [status, step, customStatus].some((each) => each !== undefined),
  'name a status, a step or a customStatus to wait for',
);
export type WaitCondition = z.input<typeof Condition>;

/** Throws a TypeError that names the field, what was expected and what is wrong with what came. */
export function checked<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${[what, ...issue.path].join('.')}: ${issue.message}`);
  throw new TypeError(problems.join('; '));
}
