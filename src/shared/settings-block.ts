/**
 * A part of the settings: options that an operator may set by variables named `<PREFIX>__<NAME>`. The block belongs to
 * what it configures, so that a new process brings its own; `src/settings.ts` reads them all.
 */
import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './durations';

type OptionsSchema = z.ZodType<Record<string, unknown>>;

export interface SettingsBlock<Options extends OptionsSchema = OptionsSchema> {
  /** In upper case, as `PURCHASE`. */
  readonly prefix: string;
  /** All options together; it gives the defaults and the rules between them. */
  readonly options: Options;
  /** The variable of each option that can be set. */
  readonly variables: { readonly [Option in keyof z.output<Options>]?: Variable };
}

/** The name without the prefix, and how its text is read. */
export interface Variable {
  readonly name: string;
  readonly value: z.ZodType<unknown, string>;
}

export const wholeNumber = z.string().regex(/^\d+$/, 'expected a whole number').transform(Number);

const unitsMs = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS } as const;

/** A duration in milliseconds, written as a number of the unit, which the name of the variable ends with. */
export function durationIn(unit: keyof typeof unitsMs): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, `expected a number of ${unit}`)
    .transform((text) => Math.round(Number(text) * unitsMs[unit]));
}

/** As `durationIn`, for several: numbers separated by commas. */
export function durationsIn(unit: keyof typeof unitsMs): z.ZodType<number[], string> {
  return z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, `expected numbers of ${unit}, separated by commas`)
    .transform((text) => text.split(',').map((part) => Math.round(Number(part) * unitsMs[unit])));
}

/** Text that is JSON; what it says is for the schema of the option. */
export const json = z.string().transform((text, parsing) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    parsing.issues.push({ code: 'custom', message: 'expected JSON', input: text });
    return z.NEVER;
  }
});
