import { z } from 'zod';
import { personal } from './personal-data';

/**
 * Why something was refused. An open vocabulary: the stand-ins use camel-case words, a real service its own;
 * a process decides on the `outcome` and only shows the reason.
 */
export const Reason = z.string().min(1).max(200);
export type Reason = z.infer<typeof Reason>;

/** Why somebody cancelled, as they wrote it; a word of the process where they wrote nothing. */
export const CancelReason = personal(Reason);
