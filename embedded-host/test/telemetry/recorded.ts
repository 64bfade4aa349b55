import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Item = z.enum(['request', 'dependency']);

export interface RecordedSpan {
  readonly item: z.infer<typeof Item>;
  readonly name: string;
  readonly type?: string | undefined;
  readonly isSuccess: boolean;
  readonly hasUnrecordedParent?: boolean | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly RecordedSpan[];
}

const RecordedSpan: z.ZodType<RecordedSpan> = z.object({
  item: Item,
  name: z.string(),
  type: z.string().optional(),
  isSuccess: z.boolean(),
  hasUnrecordedParent: z.boolean().optional(),
  attributes: z.record(z.string(), z.string()).default({}),
  get children() {
    return z.array(RecordedSpan).default([]);
  },
});

const Tree = z.object({ scenario: z.string(), description: z.string(), roots: z.array(RecordedSpan) });

const Pattern = z.object({
  run: z.enum(['v2', 'v1', 'default']),
  item: Item,
  name: z.string(),
  always: z.array(z.string()),
  sometimes: z.array(z.string()),
});
export type Pattern = z.infer<typeof Pattern>;

const read = (file: string): unknown => JSON.parse(readFileSync(join(__dirname, 'recordings', file), 'utf8'));

export const trees = z.array(Tree).parse(read('trees.json'));
export const patterns = z.array(Pattern).parse(read('patterns.json'));
