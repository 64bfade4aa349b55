import { z } from 'zod';
import { StepProgress } from '../orchestration/contract';
import { Instant } from '../shared/instant';

/** As customers see it: a runtime status `Running` is told more exactly. */
export const State = z.enum([
  'pending',
  'running',
  'waiting',
  'compensating',
  'suspended',
  'completed',
  'failed',
  'terminated',
]);
export type State = z.infer<typeof State>;

/** An instance as customers and clerks see it. */
export const ProcessView = z.object({
  id: z.string(),
  process: z.string(),
  state: State,
  createdAt: Instant,
  updatedAt: Instant,
  /** The steps that wait now, for a human, an event or the next attempt. */
  waitsFor: z.array(StepProgress.pick({ step: true, until: true })),
  cancellation: z.enum(['none', 'accepted']),
  pivot: z.enum(['ahead', 'deciding', 'passed']),
  steps: z.array(StepProgress),
  compensation: z.array(StepProgress),
  omittedSteps: z.int(),
  /** Null until it has completed. */
  result: z.unknown(),
  /** Why it failed. */
  fault: z.string().optional(),
});
export type ProcessView = z.infer<typeof ProcessView>;
