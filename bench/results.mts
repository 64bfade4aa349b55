/** What one run has measured, as it is kept in a file and as the report reads it. */
import { z } from 'zod';
import { Measurement } from './measurement.mts';

export const Failure = z.object({ subject: z.string(), workload: z.string(), problem: z.string() });

export const Results = z.object({
  machine: z.array(z.string()),
  method: z.string(),
  /** Median of a synchronised write of 4 KiB, in the same run. */
  synchronisationMs: z.number(),
  seconds: z.number(),
  measurements: z.array(Measurement.extend({ round: z.int() })),
  failures: z.array(Failure),
});
export type Results = z.infer<typeof Results>;
export type RoundMeasurement = Results['measurements'][number];
