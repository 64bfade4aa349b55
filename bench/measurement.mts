/** What one process measured of one subject. */
import { z } from 'zod';

/** How many run at the same time. */
export const inFlight = [1, 64] as const;
export type InFlight = (typeof inFlight)[number];

const Pace = z.object({
  clients: z.int(),
  done: z.int(),
  perSecond: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  memoryMb: z.number(),
  /** Per instance, as the two below; unknown is null. */
  cpuMs: z.number(),
  writtenBytes: z.number().nullable(),
  flushes: z.number().nullable(),
  othersShare: z.number(),
});
export type Pace = z.infer<typeof Pace>;

export const Measurement = z.object({
  workload: z.string(),
  subject: z.string(),
  /** Version, settings and durability of what was measured. */
  settings: z.string(),
  paces: z.array(Pace),
  /** Figures that only this workload has. */
  facts: z.record(z.string(), z.number().nullable()),
  othersShare: z.number(),
});
export type Measurement = z.infer<typeof Measurement>;
