import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import type { AboutStep, ActivityContract, ActivityImplementation } from '../shared/contract';
import { AppError } from '../shared/errors';
import { describeInvalid } from '../shared/invalid-fields';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import { type Attributes, inSpan, tell, traceparentFor } from '../telemetry/spans';
import { tracedClient } from './traced-client';

const About = z.object({
  process: z.string(),
  version: z.int().optional(),
  businessKey: z.string().optional(),
  attempt: z.int(),
  compensation: z.literal(true).optional(),
}) satisfies z.ZodType<AboutStep>;

const Envelope = z.object({
  idempotencyKey: z.string().min(1),
  payload: z.unknown(),
  // Nothing depends on it, so nothing fails because of it.
  about: About.optional().catch(undefined),
});

const Outcome = z.object({ outcome: z.string() });

/** An activity of Azure Functions opens the envelope; payload, answer and time limit are the implementation's. */
export function registerActivity(activity: ActivityImplementation): void {
  df.app.activity(activity.contract.name, { handler: (input: unknown, context) => run(activity, input, context) });
}

/** An activity that asks the host about instances: it gets the durable client of its own invocation. */
export function registerClientActivity(
  contract: ActivityContract,
  implement: (client: df.DurableClient) => ActivityImplementation,
): void {
  df.app.activity(contract.name, {
    extraInputs: [df.input.durableClient()],
    handler: (input: unknown, context) => run(implement(tracedClient(df.getClient(context))), input, context),
  });
}

async function run({ contract, handle }: ActivityImplementation, input: unknown, context: InvocationContext) {
  const envelope = Envelope.safeParse(input);
  if (!envelope.success) {
    const detail = `${contract.name}: ${describeInvalid(envelope.error)}`;
    throw new AppError('activity.invalidInput', { detail });
  }
  const { idempotencyKey, payload } = envelope.data;
  const traceparent = traceparentFor(context.traceContext ?? {});
  return inSpan(contract.name, attributesOf(envelope.data), async () => {
    const answer = await handle(payload, { idempotencyKey, traceparent });
    tellOutcome(answer);
    return answer;
  });
}

function attributesOf({ idempotencyKey, about }: z.output<typeof Envelope>): Attributes {
  const [instanceId = '', ...rest] = idempotencyKey.split('/');
  const { step, key } = stepNameOf(rest.join('/'));
  return {
    [attribute.instanceId]: instanceId,
    [attribute.step]: step,
    [attribute.stepKey]: key,
    [attribute.process]: about?.process,
    [attribute.version]: about?.version,
    [attribute.businessKey]: about?.businessKey,
    [attribute.attempt]: about?.attempt,
    [attribute.compensation]: about?.compensation ?? false,
  };
}

/** Answers are unions tagged by `outcome`. */
function tellOutcome(answer: unknown): void {
  const { outcome } = Outcome.safeParse(answer).data ?? {};
  if (outcome !== undefined) tell({ [attribute.outcome]: outcome });
}
