import { z } from 'zod';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { Reason } from '../../shared/reason';
import { brief } from '../../shared/retry-policies';

export const NotificationTemplate = z.enum([
  'orderConfirmed',
  'orderRefused',
  'orderCancelled',
  'orderFailed',
  'approvalRequested',
  'approvalReminder',
]);
export type NotificationTemplate = z.infer<typeof NotificationTemplate>;

/** Best effort: a process notes a refusal or a fault and goes on. */
export const sendNotification = {
  name: 'notifications.send',
  input: z.object({
    template: NotificationTemplate,
    to: z.email(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('sent'), notificationId: z.string() }),
    /** The stand-in's reason: bounced. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: brief,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;
