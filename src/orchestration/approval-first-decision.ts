import type { z } from 'zod';
import {
  ApprovalDecision,
  type ApprovalId,
  approvalEvent,
  approvalIdOf,
  approvalInbox,
} from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import { ApprovalReport } from './approval-report';
import type { ApprovalEnding, OpenApprovalRequest } from './approval-request';
import { bestEffort } from './best-effort';
import { ask, tell } from './entity-call';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import type { Watch } from './watch';

/**
 * Waits until somebody decides or the deadline passes; the first of the two in the history counts, and the inbox is
 * told. Later decisions are ignored here and answered from the inbox. What this schedules is recorded by purchases that
 * are under way, so it stays as it is.
 */
export function* waitForFirstDecision(context: ProcessContext, request: OpenApprovalRequest): Step<ApprovalEnding> {
  const { step } = request;
  const approvalId = approvalIdOf({ process: context.process, instanceId: context.instanceId, step });
  const decision = context.watch({ name: approvalEvent(step), schema: ApprovalDecision });
  const report = new ApprovalReport(context, step);
  try {
    const times = clocksOf(context, request);
    yield* open(context, { approvalId, subject: request.subject, facts: request.facts, ...times });
    report.opened();
    yield* decisionOrDeadline(context.watching(decision), { ...request, ...times, approvalId, decision });
  } catch (reason) {
    context.progress.done(step, 'cancelled');
    tellInbox(context, 'close', { approvalId, outcome: 'cancelled', at: context.now });
    throw reason;
  }
  return settle(context, approvalId, { step, report, decided: decision.received });
}

function clocksOf(context: ProcessContext, { remindAfterMs, expireAfterMs }: OpenApprovalRequest) {
  return {
    requestedAt: context.now,
    remindAt: context.after(remindAfterMs),
    dueAt: context.after(expireAfterMs),
  };
}

function open(
  context: ProcessContext,
  input: z.input<(typeof approvalInbox)['operations']['open']['input']>,
): Step<unknown> {
  return ask(context, { entity: approvalInbox, key: context.process, operation: 'open', input });
}

interface Waiting extends OpenApprovalRequest {
  readonly approvalId: ApprovalId;
  readonly decision: Watch<ApprovalDecision>;
  readonly remindAt: Instant;
  readonly dueAt: Instant;
}

function* decisionOrDeadline(context: ProcessContext, waiting: Waiting): Step<void> {
  const { step, approvalId, decision, remindAt, dueAt, notify } = waiting;
  const isDecided = () => decision.received !== undefined;
  context.begin(step);
  context.progress.waiting(step, dueAt);
  const notice = (name: string) => ({ approvalId, dueAt, roles: [], name: `${step}/${name}` });
  yield* bestEffort(context, (inner) => notify(inner, 'approvalRequested', notice('requested')));
  yield* sleep(context, remindAt, isDecided);
  if (isDecided()) return;
  yield* bestEffort(context, (inner) => notify(inner, 'approvalReminder', notice('reminder')));
  yield* sleep(context, dueAt, isDecided);
}

function* sleep(context: ProcessContext, until: Instant, isDecided: () => boolean): Step<void> {
  yield* context.sleepUntil(until, isDecided);
  if (!isDecided()) context.safePoint();
}

interface Settled {
  readonly step: string;
  readonly report: ApprovalReport;
  readonly decided: ApprovalDecision | undefined;
}

function settle(context: ProcessContext, approvalId: ApprovalId, { step, report, decided }: Settled): ApprovalEnding {
  context.progress.done(step, decided?.decision ?? 'expired');
  if (decided === undefined) {
    report.expired();
    tellInbox(context, 'close', { approvalId, outcome: 'expired', at: context.now });
    return { outcome: 'expired' };
  }
  report.decided(decided.decision);
  tellInbox(context, 'decide', { ...decided, approvalId });
  const { by, ...decision } = decided;
  return { outcome: 'decided', ...decided, decisions: [{ ...decision, by: { id: by, name: by } }] };
}

function tellInbox<Operation extends 'decide' | 'close'>(
  context: ProcessContext,
  operation: Operation,
  input: z.input<(typeof approvalInbox)['operations'][Operation]['input']>,
): void {
  tell(context, { entity: approvalInbox, key: context.process, operation, input });
}
