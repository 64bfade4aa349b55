import { z } from 'zod';

/**
 * Why something was refused. An open vocabulary: the stand-ins use camel-case words, a real service its own;
 * a process decides on the `outcome` and only shows the reason.
 */
export const Reason = z.string().min(1).max(200);
export type Reason = z.infer<typeof Reason>;
