/** The two data files of the simulation: what a process costs, and what a backend can do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Count = z.int().nonnegative();

const ProcessCost = z.strictObject({
  process: z.string(),
  /** Messages to the app: starts, activities, results, timers, events, entity operations. */
  actions: z.int().positive(),
  activities: Count,
  entityOperations: Count,
  /** How often an orchestrator is replayed at most: what arrives together is one turn. */
  turns: z.int().positive(),
  historyEvents: Count,
});
export type ProcessCost = z.infer<typeof ProcessCost>;

const Source = z.strictObject({ title: z.string(), url: z.string(), looked: z.iso.date() });

const Backend = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** What the service hands out in a second, for all workers together; null where nothing but the workers limits it. */
  actionsPerSecond: z.number().positive().nullable(),
  /** What one worker gets done in a second. */
  workerActionsPerSecond: z.number().positive(),
  /** Beyond so many workers more of them help nobody. */
  maxWorkers: z.int().positive(),
  /** Besides its actions: what an instance costs once. */
  perInstanceMs: z.number().nonnegative(),
  sources: z.array(z.string()).min(1),
});
export type Backend = z.infer<typeof Backend>;

const Parameters = z.strictObject({
  note: z.string(),
  /** By name, for `sources`. */
  sources: z.record(z.string(), Source),
  backends: z.array(Backend).min(1),
});
export type Parameters = z.infer<typeof Parameters>;

const folder = import.meta.dirname;
export const processCostsFile = join(folder, 'process-costs.json');

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export function processCosts(): readonly ProcessCost[] {
  return z.array(ProcessCost).parse(read(processCostsFile));
}

export function parameters(): Parameters {
  const parsed = Parameters.parse(read(join(folder, 'parameters.json')));
  for (const { name, sources } of parsed.backends) {
    const unknown = sources.filter((source) => !(source in parsed.sources));
    if (unknown.length > 0) throw new Error(`${name} names sources that are not listed: ${unknown.join(', ')}.`);
  }
  return parsed;
}
