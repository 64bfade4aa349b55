import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import type { ActivityContract, ActivityImplementation } from '../shared/contract';
import { AppError } from '../shared/errors';
import { describeInvalid } from '../shared/invalid-fields';

const Envelope = z.object({ idempotencyKey: z.string().min(1), payload: z.unknown() });

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
    handler: (input: unknown, context) => run(implement(df.getClient(context)), input, context),
  });
}

async function run({ contract, handle }: ActivityImplementation, input: unknown, context: InvocationContext) {
  const envelope = Envelope.safeParse(input);
  if (!envelope.success) {
    const detail = `${contract.name}: ${describeInvalid(envelope.error)}`;
    throw new AppError('activity.invalidInput', { detail });
  }
  const { idempotencyKey, payload } = envelope.data;
  return handle(payload, { idempotencyKey, traceparent: context.traceContext?.traceParent });
}
