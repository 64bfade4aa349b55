import { z } from 'zod';
import { Progress, StepProgress } from '../orchestration/contract';
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

/** An instance as a list shows it. */
export const ProcessSummary = z.object({
  id: z.string(),
  process: z.string(),
  /** Of the process; absent until the instance has begun. */
  version: z.int().optional(),
  state: State,
  /** What the business calls it. */
  businessKey: z.string().optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  createdAt: Instant,
  updatedAt: Instant,
  /** The steps that wait now, for a human, an event or the next attempt. */
  waitsFor: z.array(StepProgress.pick({ step: true, until: true })),
});
export type ProcessSummary = z.infer<typeof ProcessSummary>;

/** An instance as customers and clerks see it. */
export const ProcessView = ProcessSummary.extend({
  cancellation: z.enum(['none', 'accepted']),
  pivot: z.enum(['ahead', 'deciding', 'passed']),
  steps: z.array(StepProgress),
  compensation: z.array(StepProgress),
  omittedSteps: z.int(),
  /** What the process counts, as the cases of a batch. */
  figures: Progress.shape.figures,
  /** Null until it has completed. */
  result: z.unknown(),
  /** Why it failed. */
  fault: z.string().optional(),
});
export type ProcessView = z.infer<typeof ProcessView>;
