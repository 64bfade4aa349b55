/** What a back office configures for each type of case: its validations in order, who decides, and how long it may take. */
import { z } from 'zod';
import { personal } from './personal-data';
import { CaseCheck, CaseTypeName } from './case-file';
import type { RetryPolicy } from './contract';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './durations';

const Duration = z.int().positive('expected a time above zero');
const Name = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, 'expected a name, for example spending-limit');
const Role = z.string().min(1).max(100);

const Retry = z
  .object({
    firstDelayMs: Duration.default(2 * SECOND_MS),
    attempts: z.int().min(1).max(50).default(5),
    backoff: z.number().min(1).max(10).default(2),
    maxDelayMs: Duration.default(MINUTE_MS),
    jitter: z.number().min(0).max(1).default(0),
  })
  .prefault({}) satisfies z.ZodType<RetryPolicy>;

const inOrder = (times: readonly number[]) =>
  times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0));

const Information = z
  .object({
    remindAfterMs: z
      .array(Duration)
      .max(5)
      .refine(inOrder, 'expected each reminder later than the one before')
      .default([2 * DAY_MS, 5 * DAY_MS]),
    expireAfterMs: Duration.default(14 * DAY_MS),
    /** How often it may ask before a clerk has to look. */
    rounds: z.int().min(1).max(10).default(3),
  })
  .refine(({ remindAfterMs, expireAfterMs }) => (remindAfterMs.at(-1) ?? 0) < expireAfterMs, {
    path: ['remindAfterMs'],
    message: 'expected every reminder before the expiry',
  })
  .prefault({});

export const Validation = z.object({
  name: Name,
  check: CaseCheck,
  /** Over all attempts. */
  timeoutMs: Duration.default(5 * MINUTE_MS),
  retry: Retry,
  information: Information,
  /** `refer`: a clerk decides. */
  whenFailed: z.enum(['reject', 'refer']).default('reject'),
  /** When no answer came in time or all attempts failed. */
  whenUnavailable: z.enum(['refer', 'fail']).default('refer'),
});
export type Validation = z.infer<typeof Validation>;

const Work = z
  .object({
    /** Who may claim the case and decide. */
    role: Role,
    /** `referred`: what passes every validation is approved by rule. */
    when: z.enum(['always', 'referred']).default('always'),
    remindAfterMs: Duration.default(DAY_MS),
    expireAfterMs: Duration.default(5 * DAY_MS),
    escalation: z
      .array(z.object({ afterMs: Duration, roles: z.array(Role).min(1) }))
      .max(5)
      .default([]),
    mailbox: personal(z.email()).optional(),
  })
  .refine(({ remindAfterMs, expireAfterMs }) => remindAfterMs < expireAfterMs, {
    path: ['remindAfterMs'],
    message: 'expected a reminder before the deadline',
  });

/** One limit of the SLA clock, counted from the start of the case. */
const SlaLevel = z.object({ level: Name, afterMs: Duration, mailbox: personal(z.email()).optional() });
export type SlaLevel = z.infer<typeof SlaLevel>;

export const CaseType = z.object({
  title: z.string().min(1).max(100),
  validations: z
    .array(Validation)
    .min(1)
    .max(20)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'expected each name once'),
  work: Work,
  sla: z
    .array(SlaLevel)
    .max(5)
    .refine((levels) => inOrder(levels.map(({ afterMs }) => afterMs)), 'expected each level later than the one before')
    .default([]),
});
export type CaseType = z.infer<typeof CaseType>;

export const CaseTypes = z.record(CaseTypeName, CaseType);

/** Without configuration. */
export const standardCaseTypes: z.input<typeof CaseTypes> = {
  invoice: {
    title: 'Incoming invoice',
    validations: [
      { name: 'completeness', check: { kind: 'completeness', required: ['supplier', 'amountCents', 'country'] } },
      { name: 'duplicates', check: { kind: 'duplicates' } },
      { name: 'policy', check: { kind: 'policy', fact: 'country', allowed: ['DE', 'FR', 'GB', 'NL'] } },
      { name: 'fraud', check: { kind: 'fraud', explainedBy: 'explanation' }, whenFailed: 'refer' },
      { name: 'limits', check: { kind: 'limits', fact: 'amountCents', max: 5_000_000, justifyAbove: 500_000 } },
    ],
    work: { role: 'clerk', when: 'always', escalation: [{ afterMs: 2 * DAY_MS, roles: ['supervisor'] }] },
    sla: [
      { level: 'warning', afterMs: 2 * DAY_MS },
      { level: 'breach', afterMs: 4 * DAY_MS },
    ],
  },
  expense: {
    title: 'Expense claim',
    validations: [
      { name: 'completeness', check: { kind: 'completeness', required: ['amountCents'] } },
      { name: 'duplicates', check: { kind: 'duplicates' } },
      {
        name: 'limits',
        check: { kind: 'limits', fact: 'amountCents', max: 20_000 },
        whenFailed: 'refer',
        timeoutMs: HOUR_MS,
      },
    ],
    work: { role: 'clerk', when: 'referred' },
    sla: [{ level: 'breach', afterMs: DAY_MS }],
  },
};
