/**
 * Which instances run for a business key: one entity per process and key. Customers and other services know an order
 * number, not the id of an instance.
 *
 * C1 an instance is listed once, from its first turn until its story ends; retiring who is not listed changes nothing.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';

export const CorrelationState = z.object({
  /** Ids of the running instances, oldest first; usually one. */
  instances: z.array(z.string()),
});
export type CorrelationState = z.infer<typeof CorrelationState>;

const Announced = z.object({ instanceId: z.string().min(1) });

export const correlation = {
  name: 'correlation',
  state: CorrelationState,
  operations: {
    announce: { input: Announced, output: CorrelationState },
    retire: { input: Announced, output: CorrelationState },
  },
} as const satisfies EntityContract;

/** The entity key; what a path of the management API could not hold is written as code points. */
export function correlationKey(process: string, businessKey: string): string {
  const safe = businessKey.replace(/[^A-Za-z0-9_-]/gu, (char) => `~${(char.codePointAt(0) ?? 0).toString(16)}.`);
  return `${process}.${safe}`;
}
