/** Which app the tests talk to, and how: from the environment, because they run where only a URL is known. */
import { z } from 'zod';

/** A pipeline passes an empty text for what it does not know. */
const optional = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

const Environment = z.object({
  /** Set by serve-package.ts unless somebody has. */
  BASE_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  FUNCTION_KEY: optional,
  BEARER_TOKEN: optional,
  /** By how much the app may be slower than the embedded host. */
  PATIENCE: z.preprocess((text) => (text === '' ? undefined : text), z.coerce.number().min(1).default(1)),
});

export const target = Environment.transform(({ BASE_URL, FUNCTION_KEY, BEARER_TOKEN, PATIENCE }) => ({
  url: BASE_URL,
  headers: {
    ...(FUNCTION_KEY === undefined ? {} : { 'x-functions-key': FUNCTION_KEY }),
    ...(BEARER_TOKEN === undefined ? {} : { Authorization: `Bearer ${BEARER_TOKEN}` }),
  },
  /** A token is one person, and on Azure nobody is believed without one: roles cannot be played there. */
  hasPeople: BEARER_TOKEN === undefined,
  waitMs: 20_000 * PATIENCE,
  testMs: 60_000 * PATIENCE,
})).parse(process.env);
