/**
 * Deciding for entities: from a batch of operations and the function's answer to the new state, the replies and the
 * signals. Pure.
 *
 * - N1 every call in the batch gets exactly one reply, whatever the function did.
 * - N2 as on the real host, state set before an operation threw is kept; if the function fails as a whole, the state
 *   stays as it was, callers get the error and signals are gone (the real host would repeat the batch for ever).
 *
 * Guarded by `embedded-host/test/engine/entity-batch.test.ts`.
 */
import { z } from 'zod';
import type { OperationMessage } from './messages';
import { responseText } from './request-text';
import type { EntityReply } from './runner';

/** The SDK's `EntityState`, as far as it is read (durable-functions 3.5, `lib/src/entities/EntityState`). */
const EntityAnswer = z.object({
  entityExists: z.boolean(),
  entityState: z.string().nullish(),
  results: z.array(z.object({ isError: z.boolean(), result: z.string().nullish() })),
  signals: z
    .array(
      z.object({
        target: z.object({ name: z.string(), key: z.string() }),
        name: z.string(),
        input: z.string().nullish(),
      }),
    )
    .default([]),
});
type EntityAnswer = z.infer<typeof EntityAnswer>;

export interface EntityBefore {
  readonly exists: boolean;
  readonly state: string | null;
}

export interface CallReply {
  /** Instance id of the caller. */
  readonly to: string;
  readonly requestId: string;
  /** Text of the EventRaised. */
  readonly text: string;
}

export interface SentSignal {
  readonly target: { readonly name: string; readonly key: string };
  readonly operation: string;
  readonly input: string | null;
}

export interface EntityOutcome {
  readonly exists: boolean;
  readonly state: string | null;
  readonly replies: readonly CallReply[];
  readonly signals: readonly SentSignal[];
  /** Which operations of the batch failed, in its order. */
  readonly errors: readonly boolean[];
  /** What an operator should know. */
  readonly problem: string | null;
}

export function concludeBatch(
  before: EntityBefore,
  batch: readonly OperationMessage[],
  reply: EntityReply,
): EntityOutcome {
  if (reply.type === 'threw') return failedBatch(before, batch, reply.message);
  const answer = EntityAnswer.safeParse(reply.state);
  if (!answer.success) return failedBatch(before, batch, 'The entity function returned no entity state.');
  return {
    exists: answer.data.entityExists,
    state: answer.data.entityExists ? (answer.data.entityState ?? null) : null,
    replies: batch.flatMap((message, index) => replyTo(message, answer.data.results[index])),
    signals: answer.data.signals.map(({ target, name, input }) => ({
      target,
      operation: name,
      // The SDK writes '' for a signal without input, and for falsy ones.
      input: input === undefined || input === '' ? null : input,
    })),
    errors: batch.map((_, index) => answer.data.results[index]?.isError ?? false),
    problem: null,
  };
}

function replyTo(message: OperationMessage, result: EntityAnswer['results'][number] | undefined): CallReply[] {
  if (message.replyTo === null) return [];
  const text = responseText(result?.result ?? null, result?.isError ?? false);
  return [{ to: message.replyTo, requestId: message.requestId, text }];
}

function failedBatch(before: EntityBefore, batch: readonly OperationMessage[], problem: string): EntityOutcome {
  const text = responseText(JSON.stringify(problem), true);
  const replies = batch.flatMap(({ replyTo: to, requestId }) => (to === null ? [] : [{ to, requestId, text }]));
  return { ...before, replies, signals: [], errors: batch.map(() => true), problem };
}
