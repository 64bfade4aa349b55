/** The door of the onboarding: what starts it, how it ends, and what it may be told meanwhile. */
import { z } from 'zod';
import { secret } from '../../shared/personal-data';
import type { ProcessContract } from '../../shared/contract';
import { Customer, Plan } from '../../shared/customer';
import { DAY_MS } from '../../shared/durations';
import { CustomerId } from '../../shared/ids';
import { Instant } from '../../shared/instant';
import { CancelReason, Reason } from '../../shared/reason';
import { durationIn, durationsIn, type SettingsBlock } from '../../shared/settings-block';
import { childInstanceId } from '../../shared/child-instance';

/** What a customer sends who signs up. */
export const OnboardingOrder = z.object({ customer: Customer, plan: Plan.default('free') });
export type OnboardingOrder = z.infer<typeof OnboardingOrder>;

const durationMs = z.int().positive('expected a time above zero');
const momentsMs = z.array(durationMs).max(20).refine(isRising, 'expected each time to be after the one before');

function isRising(moments: readonly number[]): boolean {
  return moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? 0));
}

/** What the company decides. Given with the input, because a process must not read settings that may change meanwhile. */
export const OnboardingOptions = z
  .object({
    /** Where the app is reached from outside, without a slash at its end: the link of the mail begins with it. */
    publicUrl: z.url().default('http://localhost:7071/api'),
    confirmationRemindersMs: momentsMs.default([DAY_MS, 3 * DAY_MS]),
    confirmationDeadlineMs: durationMs.default(7 * DAY_MS),
    /** When the mails of the welcome sequence are sent, after the first, which comes at once. */
    welcomeMailsMs: momentsMs.default([3 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS, 28 * DAY_MS]),
    welcomeEndsMs: durationMs.default(42 * DAY_MS),
  })
  .refine(
    ({ confirmationRemindersMs, confirmationDeadlineMs }) =>
      endsBefore(confirmationRemindersMs, confirmationDeadlineMs),
    {
      path: ['confirmationRemindersMs'],
      message: 'expected reminders before the deadline',
    },
  )
  .refine(({ welcomeMailsMs, welcomeEndsMs }) => endsBefore(welcomeMailsMs, welcomeEndsMs), {
    path: ['welcomeMailsMs'],
    message: 'expected mails before the end of the sequence',
  });
export type OnboardingOptions = z.infer<typeof OnboardingOptions>;

function endsBefore(moments: readonly number[], end: number): boolean {
  return (moments.at(-1) ?? 0) < end;
}

export const onboardingSettings = {
  prefix: 'ONBOARDING',
  options: OnboardingOptions.prefault({}),
  variables: {
    publicUrl: {
      name: 'PUBLIC_URL',
      value: z.string().regex(/^https?:\/\/.*[^/]$/, 'expected an http or https URL without a slash at its end'),
    },
    confirmationRemindersMs: { name: 'CONFIRMATION_REMINDERS_HOURS', value: durationsIn('hours') },
    confirmationDeadlineMs: { name: 'CONFIRMATION_DEADLINE_HOURS', value: durationIn('hours') },
    welcomeMailsMs: { name: 'WELCOME_MAILS_DAYS', value: durationsIn('days') },
    welcomeEndsMs: { name: 'WELCOME_ENDS_DAYS', value: durationIn('days') },
  },
} as const satisfies SettingsBlock;

export const OnboardingInput = OnboardingOrder.extend({ options: OnboardingOptions.prefault({}) });
export type OnboardingInput = z.infer<typeof OnboardingInput>;

/**
 * Below it are the pages that confirmation mails lead to. At the root of the API, because App Service authentication
 * excludes paths by their beginning alone, and customers are in no directory: docs/identity.md.
 */
export const confirmationsPath = 'confirmations';

/** By the edge alone, which has the secret and sends its hash on. */
export const addressConfirmed = 'addressConfirmed';
export const AddressConfirmed = z.object({ secretHash: secret(z.string().min(1)), at: Instant });
export type AddressConfirmed = z.infer<typeof AddressConfirmed>;

/** By the product when the customer begins to use it, by the customer who wants no more mails, or by an erasure. */
export const welcomeStopped = 'welcomeStopped';
export const WelcomeStopped = z.object({ because: z.enum(['active', 'unsubscribed', 'erasure']) });
export type WelcomeStopped = z.infer<typeof WelcomeStopped>;

/** Every customer has an account at each of them, opened by a process of its own. */
export const System = z.enum(['crm', 'billing', 'support']);
export type System = z.infer<typeof System>;

export const provisioningName = 'provisioning';

/** Names the provisioning of a system among the children of an onboarding; `later`: the one in the background. */
export function provisioningKey(system: System, when: 'now' | 'later'): string {
  return when === 'now' ? system : `${system}-later`;
}

/** Every instance that has had the customer's data by this onboarding. */
export function instancesOf(onboardingId: string): string[] {
  const keys = System.options.flatMap((system) => [provisioningKey(system, 'now'), provisioningKey(system, 'later')]);
  return [onboardingId, ...keys.map((key) => childInstanceId(onboardingId, provisioningName, key))];
}

const SystemState = z.discriminatedUnion('state', [
  z.object({ system: System, state: z.literal('provisioned') }),
  /** After the customer was welcomed: the system was down before. */
  z.object({ system: System, state: z.literal('provisionedLater') }),
  z.object({ system: System, state: z.literal('refused'), reason: Reason }),
]);
export type SystemState = z.infer<typeof SystemState>;

/** Who said no, and why. */
const Rejection = z.object({
  by: z.enum(['customerFile', 'notifications', ...System.options]),
  reason: Reason,
});
export type Rejection = z.infer<typeof Rejection>;

/** Undos that an operator gave up. Absent when all went well. */
const notUndone = z.array(z.string()).optional();

export const OnboardingResult = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('onboarded'),
    customerId: CustomerId,
    systems: z.array(SystemState),
    /** Why the welcome sequence ended; `completed` when all its mails were sent. */
    welcome: z.enum(['completed', ...WelcomeStopped.shape.because.options]),
  }),
  Rejection.extend({ outcome: z.literal('rejected'), customerId: CustomerId, notUndone }),
  /** Nobody confirmed the address in time. */
  z.object({ outcome: z.literal('expired'), customerId: CustomerId, reason: Reason, notUndone }),
  z.object({ outcome: z.literal('cancelled'), customerId: CustomerId, reason: CancelReason, notUndone }),
]);
export type OnboardingResult = z.infer<typeof OnboardingResult>;

export const onboarding = {
  name: 'onboarding',
  title: 'Onboarding',
  description:
    'Proves the address, opens the accounts of a new customer everywhere, and welcomes the customer for weeks.',
  version: 1,
  idempotencyKey: 'required',
  businessKey: ({ customer }: OnboardingInput) => customer.id,
  attributes: ({ plan }: OnboardingInput) => ({ plan }),
  exported: ({ customer, ...rest }: OnboardingInput) => ({ customer: { id: customer.id }, ...rest }),
  // `addressConfirmed` is not among them: it comes from the edge alone, which checks the secret.
  events: { [welcomeStopped]: WelcomeStopped },
  input: OnboardingInput,
  result: OnboardingResult,
} as const satisfies ProcessContract;
