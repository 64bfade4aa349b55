/**
 * What the outside knows of any running process: the event that cancels it, and the progress that it shows in
 * its custom status.
 */
import { z } from 'zod';
import { personal } from '../shared/personal-data';
import { Instant } from '../shared/instant';
import { CancelReason } from '../shared/reason';

/** The external event by which a customer asks to stop. */
export const cancelRequested = 'cancelRequested';

export const CancelRequest = z.object({
  by: personal(z.string().min(1).max(200)).optional(),
  reason: CancelReason.optional(),
});
export type CancelRequest = z.infer<typeof CancelRequest>;

export const StepProgress = z.object({
  step: z.string(),
  kind: z.enum(['step', 'undo']),
  /** `waiting`: for a human or for the next attempt, until `until`. */
  state: z.enum(['running', 'waiting', 'done', 'failed']),
  /** How often it was tried, the running attempt included. */
  attempts: z.int(),
  startedAt: Instant,
  until: Instant.optional(),
  endedAt: Instant.optional(),
  /** What was answered, as `reserved` or `declined`. */
  outcome: z.string().optional(),
  /** Why the latest attempt failed. */
  fault: z.string().optional(),
});
export type StepProgress = z.infer<typeof StepProgress>;

/** By what an instance is found besides its id. */
export const ProcessIdentity = z.object({
  version: z.int().optional(),
  businessKey: z.string().max(200).optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const Progress = ProcessIdentity.extend({
  /** `deciding` and `passed`: nothing is undone any more, so a cancellation comes too late. */
  pivot: z.enum(['ahead', 'deciding', 'passed']),
  cancellation: z.enum(['none', 'accepted']),
  /** Oldest first. */
  steps: z.array(StepProgress),
  /** Steps left out because a custom status is small. */
  omitted: z.int(),
  /** What it counts, as the cases of a batch. */
  figures: z.record(z.string(), z.union([z.number(), z.boolean()])).optional(),
});
export type Progress = z.infer<typeof Progress>;
