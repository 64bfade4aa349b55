import { z } from 'zod';
import { personal, secret } from '../../shared/personal-data';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { CustomerId } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { Reason } from '../../shared/reason';
import { brief, patient, persistent } from '../../shared/retry-policies';

export const NotificationTemplate = z.enum([
  'orderConfirmed',
  'orderRefused',
  'orderCancelled',
  'orderFailed',
  'approvalRequested',
  'approvalReminder',
  'documentsRequested',
  'accountOpened',
  'accountRefused',
  'accountExpired',
  'accountCancelled',
  'accountFailed',
  'onboardingCompleted',
  'onboardingRefused',
  'welcome',
  'caseInformationRequested',
  'caseInformationReminder',
  'caseOverdue',
  'caseApproved',
  'caseRejected',
  'caseExpired',
  'caseCancelled',
  'caseFailed',
  'priceChanged',
  'priceReminder',
  'tripBooked',
  'tripRefused',
  'tripCancelled',
  'tripFailed',
]);
export type NotificationTemplate = z.infer<typeof NotificationTemplate>;

/** Best effort: a process notes a refusal or a fault and goes on. */
export const sendNotification = {
  name: 'notifications.send',
  input: z.object({
    template: NotificationTemplate,
    to: personal(z.email()),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    /** What the reader may decide by links in the mail, where the app has a key to sign them. */
    decides: z.object({ approvalId: z.string(), expiresAt: Instant }).optional(),
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

/**
 * A mail with a link that proves who has read it. The service draws the secret, appends it to the link as its fragment
 * (which browsers keep to themselves, so no server and no telemetry on the way has it in a URL), and answers its hash:
 * the secret itself is in the mail and nowhere else.
 */
export const sendSecretLink = {
  name: 'notifications.sendSecretLink',
  input: z.object({
    template: z.enum(['confirmAddress', 'confirmAddressReminder']),
    customerId: CustomerId,
    to: personal(z.email()),
    url: z.url(),
    expiresAt: Instant,
  }),
  output: z.discriminatedUnion('outcome', [
    /** SHA-256 of the secret, base64url. */
    z.object({ outcome: z.literal('sent'), secretHash: secret(z.string()) }),
    /** The stand-in's reason: bounced. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Forgets every message to a customer; cannot be undone. */
export const eraseMessages = {
  name: 'notifications.eraseCustomer',
  input: z.object({ customerId: CustomerId }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('erased'), records: z.int().nonnegative() })]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
