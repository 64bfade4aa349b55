/**
 * The instances of processes as a service to other processes: a process cannot reach another one by itself, and what a
 * host remembers of an instance is personal data as well.
 */
import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { persistent } from '../../shared/retry-policies';

const InstanceId = z.string().min(1).max(200);

/** Sends each instance that still runs the events, and fails until all of them have ended. */
export const endInstances = {
  name: 'instances.end',
  input: z.object({
    instanceIds: z.array(InstanceId),
    events: z.array(z.object({ name: z.string().min(1), data: z.record(z.string(), z.string()) })),
  }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('ended') })]),
  retry: persistent,
  timeoutMs: 60 * SECOND_MS,
} as const satisfies ActivityContract;

/** Purges histories, inputs and results; cannot be undone. Unknown instances are gone already. */
export const forgetInstances = {
  name: 'instances.forget',
  input: z.object({ instanceIds: z.array(InstanceId) }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('forgotten') })]),
  retry: persistent,
  timeoutMs: 60 * SECOND_MS,
} as const satisfies ActivityContract;
