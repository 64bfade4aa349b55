/** Telemetry as it was recorded: one row of a table on each line, behind a line that tells where it comes from. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Recorded } from './evaluate/query.mts';
import type { Row, Value } from './evaluate/values.mts';
import { tableNames } from './tables.mts';

export const recordedFile = resolve(import.meta.dirname, '../../infra/kql/recordings/five-processes.jsonl');

export const Provenance = z.object({
  recordedBy: z.string(),
  app: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});
type Provenance = z.infer<typeof Provenance>;

const Cell = z.union([z.null(), z.boolean(), z.number(), z.string(), z.record(z.string(), z.string())]);
export const RecordedRow = z
  .object({
    Type: z.enum(tableNames),
    TimeGenerated: z.iso.datetime(),
    Properties: z.record(z.string(), z.string()).default({}),
  })
  .catchall(Cell);
export type RecordedRow = z.infer<typeof RecordedRow>;

export function readRecorded(path = recordedFile): Recorded & { readonly provenance: Provenance } {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const provenance = Provenance.parse(JSON.parse(head));
  return {
    ...recordedOf(
      lines.map((line) => RecordedRow.parse(JSON.parse(line))),
      provenance.until,
    ),
    provenance,
  };
}

function recordedOf(rows: readonly RecordedRow[], until: string): Recorded {
  const byTable = Map.groupBy(rows, ({ Type }) => Type);
  const tables = Object.fromEntries(tableNames.map((name) => [name, (byTable.get(name) ?? []).map(rowOf)]));
  return { now: new Date(until), tables };
}

const rowOf = (row: RecordedRow): Row =>
  ({ ...row, TimeGenerated: new Date(row.TimeGenerated) }) satisfies Readonly<Record<string, Value>>;
