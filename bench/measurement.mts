/** What one process measured of one subject. */
import { z } from 'zod';

/** How many run at the same time. */
export const inFlight = [1, 64] as const;

export const Measurement = z.object({
  paces: z.array(
    z.object({ clients: z.int(), perSecond: z.number(), p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() }),
  ),
  /** Share of one core that other processes took meanwhile. */
  othersShare: z.number(),
});
export type Measurement = z.infer<typeof Measurement>;
