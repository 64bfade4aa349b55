/** The environment, parsed once into a typed, read-only value. Every problem is named before the app starts. */
import { z } from 'zod';
import { PurchaseOptions } from './processes/purchase/contract';
import { HOUR_MS } from './shared/durations';

export interface Settings<Service extends string> {
  readonly purchase: PurchaseOptions;
  readonly services: {
    /** Where the stand-ins keep their records, relative to the working folder. */
    readonly dataFolder: string;
    readonly urls: Readonly<Partial<Record<Service, string>>>;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = z.string().regex(/^\d+$/, 'expected a whole number').transform(Number);
const hours = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected a number of hours')
  .transform((text) => Math.round(Number(text) * HOUR_MS));

const Variables = z.object({
  PURCHASE__APPROVAL_THRESHOLD_CENTS: wholeNumber.optional(),
  PURCHASE__APPROVAL_REMINDER_HOURS: hours.optional(),
  PURCHASE__APPROVAL_DEADLINE_HOURS: hours.optional(),
  PURCHASE__APPROVER_EMAIL: z.email('expected an e-mail address').optional(),
  DATA_FOLDER: z.string().default('.durable/services'),
});

const ServiceUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

/** Throws an Error that names every variable that is wrong. An empty variable counts as absent. */
export function readSettings<Service extends string>(
  environment: Environment,
  services: readonly Service[],
): Settings<Service> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const variables = parsed(Variables, given);
  return {
    purchase: purchaseOptions(variables),
    services: { dataFolder: variables.DATA_FOLDER, urls: serviceUrls(given, services) },
  };
}

function purchaseOptions(variables: z.output<typeof Variables>): PurchaseOptions {
  const options = PurchaseOptions.safeParse({
    approvalThresholdCents: variables.PURCHASE__APPROVAL_THRESHOLD_CENTS,
    approvalReminderMs: variables.PURCHASE__APPROVAL_REMINDER_HOURS,
    approvalDeadlineMs: variables.PURCHASE__APPROVAL_DEADLINE_HOURS,
    approverEmail: variables.PURCHASE__APPROVER_EMAIL,
  });
  if (options.success) return options.data;
  throw invalidSettings(options.error, (option) => variableOf[option] ?? option);
}

const variableOf: Readonly<Record<string, string>> = {
  approvalThresholdCents: 'PURCHASE__APPROVAL_THRESHOLD_CENTS',
  approvalReminderMs: 'PURCHASE__APPROVAL_REMINDER_HOURS',
  approvalDeadlineMs: 'PURCHASE__APPROVAL_DEADLINE_HOURS',
  approverEmail: 'PURCHASE__APPROVER_EMAIL',
};

function serviceUrls<Service extends string>(
  given: Environment,
  services: readonly Service[],
): Partial<Record<Service, string>> {
  const known = new Map(services.map((service) => [`SERVICES__${service.toUpperCase()}__URL`, service]));
  const urls: Partial<Record<Service, string>> = {};
  for (const [variable, value] of Object.entries(given)) {
    if (!/^SERVICES__.*__URL$/.test(variable)) continue;
    const service = known.get(variable);
    if (service === undefined)
      throw new Error(`Settings: ${variable}: expected one of ${[...known.keys()].join(', ')}`);
    urls[service] = parsed(z.object({ [variable]: ServiceUrl }), { [variable]: value })[variable] ?? '';
  }
  return urls;
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidSettings(result.error, (variable) => variable);
}

function invalidSettings(error: z.ZodError, variableOfField: (field: string) => string): Error {
  const lines = error.issues.map(({ path, message }) => `${variableOfField(String(path[0]))}: ${message}`);
  return new Error(`Settings: ${lines.join('; ')}`);
}
