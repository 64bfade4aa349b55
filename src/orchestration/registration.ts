import type { z } from 'zod';
import type { SettingsBlock } from '../shared/settings-block';
import type { ProcessDefinition } from './define-process';

/** All that the app has to know of a process to serve it: each one stands in the list `src/registered-processes.ts`. */
export interface ProcessRegistration {
  readonly process: ProcessDefinition;
  /** The body of a start; the input of the process is this and `options`. */
  readonly order: z.ZodObject;
  /** Of the body of a start; the usual limit of the edge when absent. */
  readonly maxBodyBytes?: number;
  /** A body that starts one, shown in the catalogue and the API document. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The options, which travel with the input, because a process must not read settings that may change meanwhile. */
  readonly settings: SettingsBlock;
}
