/**
 * A wait for something that a customer or another service tells: with reminders, and an end that is explicit.
 *
 * E1 the first accepted event or the deadline counts, by their order in the history; what comes later changes nothing.
 * E2 an event of another form, or one that is not accepted, is ignored and the next one awaited.
 * E3 an event that came before the wait began counts; so a name that is waited for more than once needs `accept`, to
 *    tell the event of this wait from a repetition of an earlier one.
 * E4 a reminder is best effort, and an event that comes while it is sent is not lost.
 */
import type { z } from 'zod';
import type { Instant } from '../shared/instant';
import { bestEffort } from './best-effort';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export interface ExpectedEvent<Event> {
  /** Names the wait within its process instance. */
  readonly step: string;
  readonly event: string;
  readonly schema: z.ZodType<Event>;
  /** After how long each reminder is sent, from the beginning of the wait. */
  readonly remindAfterMs?: readonly number[];
  readonly expireAfterMs: number;
  /** `count` tells the reminders apart, from 1; their steps need it in their names. */
  readonly onReminder?: (context: ProcessContext, count: number) => Step<unknown>;
  readonly accept?: (event: Event) => boolean;
}

export type EventEnding<Event> =
  { readonly outcome: 'received'; readonly event: Event } | { readonly outcome: 'expired' };

export function* waitForEvent<Event>(
  context: ProcessContext,
  expected: ExpectedEvent<Event>,
): Step<EventEnding<Event>> {
  const { step, event: name, schema, accept, expireAfterMs } = expected;
  context.begin(step);
  const watch = context.watch({ name, schema: accept === undefined ? schema : schema.refine(accept) });
  const dueAt = context.after(expireAfterMs);
  context.progress.waiting(step, dueAt);
  try {
    const isReceived = () => watch.received !== undefined;
    yield* remindUntil(context.watching(watch), { ...expected, dueAt, isReceived });
  } catch (reason) {
    context.progress.interrupted(step, reason);
    throw reason;
  }
  const event = watch.received;
  context.progress.done(step, event === undefined ? 'expired' : 'received');
  return event === undefined ? { outcome: 'expired' } : { outcome: 'received', event };
}

interface Waiting extends Pick<ExpectedEvent<never>, 'remindAfterMs' | 'expireAfterMs' | 'onReminder'> {
  readonly dueAt: Instant;
  readonly isReceived: () => boolean;
}

function* remindUntil(context: ProcessContext, waiting: Waiting): Step<void> {
  const { remindAfterMs = [], expireAfterMs, onReminder, dueAt, isReceived } = waiting;
  const reminders = remindAfterMs.filter((afterMs) => afterMs < expireAfterMs).toSorted((a, b) => a - b);
  const reminderTimes = reminders.map((afterMs) => context.after(afterMs));
  for (const [index, at] of reminderTimes.entries()) {
    yield* sleepUnless(context, at, isReceived);
    if (isReceived()) return;
    if (onReminder !== undefined) yield* bestEffort(context, (inner) => onReminder(inner, index + 1));
  }
  yield* sleepUnless(context, dueAt, isReceived);
}

function* sleepUnless(context: ProcessContext, until: Instant, isReceived: () => boolean): Step<void> {
  yield* context.sleepUntil(until, isReceived);
  if (!isReceived()) context.safePoint();
}
