import * as df from 'durable-functions';
import { z } from 'zod';
import type { ActivityImplementation } from '../shared/contract';
import { AppError } from '../shared/errors';
import { describeInvalid } from '../shared/invalid-fields';

const Envelope = z.object({ idempotencyKey: z.string().min(1), payload: z.unknown() });

/** An activity of Azure Functions opens the envelope; payload, answer and time limit are the implementation's. */
export function registerActivity({ contract, handle }: ActivityImplementation): void {
  df.app.activity(contract.name, {
    handler: async (input: unknown, context) => {
      const envelope = Envelope.safeParse(input);
      if (!envelope.success) {
        const detail = `${contract.name}: ${describeInvalid(envelope.error)}`;
        throw new AppError('activity.invalidInput', { detail });
      }
      const { idempotencyKey, payload } = envelope.data;
      return handle(payload, { idempotencyKey, traceparent: context.traceContext?.traceParent });
    },
  });
}
