import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Exchange = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
  }),
  response: z.object({
    status: z.int(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    json: z.unknown().optional(),
    body: z.string().optional(),
  }),
});
export type Exchange = z.infer<typeof Exchange>;

const Recording = z.object({ scenario: z.string(), description: z.string(), http: z.array(Exchange) });
export type Recording = z.infer<typeof Recording>;

const folder = join(__dirname, 'recordings');

export const recordings: readonly Recording[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => Recording.parse(JSON.parse(expanded(readFileSync(join(folder, file), 'utf8')))));

/** `{L*70000}` stands for that many of the letter. */
export function expanded(text: string): string {
  return text.replaceAll(/\{([A-Za-z])\*(\d+)\}/g, (_, letter: string, times: string) => letter.repeat(Number(times)));
}
