import { purchase } from './purchase.mts';
import { fan, one, sequence, steps } from './steps.mts';
import type { Workload } from './workload.mts';

/** Those that are done over and over by one and by 64 clients; the others are scenarios of their own. */
export const loops = { W1: steps, W2: one, W3: fan, W5: purchase, W6: sequence } as const satisfies Record<
  string,
  Workload
>;

export type LoopName = keyof typeof loops;
// True because the keys of a literal are exactly its type's.
export const loopNames = Object.keys(loops) as readonly LoopName[];
