import type { z } from 'zod';
import {
  ApprovalDecision,
  type ApprovalFacts,
  type ApprovalId,
  approvalEvent,
  approvalIdOf,
  approvalInbox,
  type OpenApproval,
} from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import { bestEffort } from './best-effort';
import { ask, tell } from './entity-call';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import type { Watch } from './watch';

export interface ApprovalRequest {
  /** Names the approval within its process instance. */
  readonly step: string;
  readonly subject: string;
  readonly facts: ApprovalFacts;
  readonly remindAfterMs: number;
  readonly expireAfterMs: number;
  /** Tells those who decide; best effort. */
  readonly notify: (context: ProcessContext, template: 'approvalRequested' | 'approvalReminder') => Step<unknown>;
}

export type ApprovalEnding = ({ readonly outcome: 'decided' } & ApprovalDecision) | { readonly outcome: 'expired' };

/**
 * Waits until somebody decides or the deadline passes; the first of the two in the history counts, and the inbox is
 * told. Later decisions are ignored here and answered from the inbox.
 */
export function* waitForApproval(context: ProcessContext, request: ApprovalRequest): Step<ApprovalEnding> {
  const { step } = request;
  const approvalId = approvalIdOf({ process: context.process, instanceId: context.instanceId, step });
  const decision = context.watch({ name: approvalEvent(step), schema: ApprovalDecision });
  try {
    const times = clocksOf(context, request);
    yield* open(context, { approvalId, subject: request.subject, facts: request.facts, ...times });
    yield* decisionOrDeadline(context.watching(decision), { ...request, ...times, decision });
  } catch (reason) {
    context.progress.done(step, 'cancelled');
    tellInbox(context, 'close', { approvalId, outcome: 'cancelled', at: context.now });
    throw reason;
  }
  return settle(context, approvalId, { step, decided: decision.received });
}

function clocksOf(context: ProcessContext, { remindAfterMs, expireAfterMs }: ApprovalRequest) {
  return {
    requestedAt: context.now,
    remindAt: context.after(remindAfterMs),
    dueAt: context.after(expireAfterMs),
  };
}

function open(context: ProcessContext, input: OpenApproval): Step<unknown> {
  return ask(context, { entity: approvalInbox, key: context.process, operation: 'open', input });
}

interface Waiting extends ApprovalRequest {
  readonly decision: Watch<ApprovalDecision>;
  readonly remindAt: Instant;
  readonly dueAt: Instant;
}

function* decisionOrDeadline(context: ProcessContext, waiting: Waiting): Step<void> {
  const { step, decision, remindAt, dueAt, notify } = waiting;
  const isDecided = () => decision.received !== undefined;
  context.begin(step);
  context.progress.waiting(step, dueAt);
  yield* bestEffort(context, (inner) => notify(inner, 'approvalRequested'));
  yield* sleep(context, remindAt, isDecided);
  if (isDecided()) return;
  yield* bestEffort(context, (inner) => notify(inner, 'approvalReminder'));
  yield* sleep(context, dueAt, isDecided);
}

function* sleep(context: ProcessContext, until: Instant, isDecided: () => boolean): Step<void> {
  yield* context.sleepUntil(until, isDecided);
  if (!isDecided()) context.safePoint();
}

interface Settled {
  readonly step: string;
  readonly decided: ApprovalDecision | undefined;
}

function settle(context: ProcessContext, approvalId: ApprovalId, { step, decided }: Settled): ApprovalEnding {
  context.progress.done(step, decided?.decision ?? 'expired');
  if (decided === undefined) {
    tellInbox(context, 'close', { approvalId, outcome: 'expired', at: context.now });
    return { outcome: 'expired' };
  }
  tellInbox(context, 'decide', { ...decided, approvalId });
  return { outcome: 'decided', ...decided };
}

function tellInbox<Operation extends 'decide' | 'close'>(
  context: ProcessContext,
  operation: Operation,
  input: z.input<(typeof approvalInbox)['operations'][Operation]['input']>,
): void {
  tell(context, { entity: approvalInbox, key: context.process, operation, input });
}
