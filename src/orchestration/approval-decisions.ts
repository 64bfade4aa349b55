/**
 * An approval for certain roles: the inbox judges each decision, and this drives it. What the history has first counts,
 * and whatever ends it is kept as the record of the approval.
 */
import {
  type ApprovalId,
  ApprovalVote,
  approvalEvent,
  approvalIdOf,
  approvalInbox,
  approvalRecord,
  type EndedApproval,
  type Finish,
  SYSTEM,
} from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import { type Alarm, alarmsOf } from './approval-alarms';
import { ApprovalReport } from './approval-report';
import type { ApprovalEnding, RoleApprovalRequest } from './approval-request';
import { bestEffort } from './best-effort';
import { consult, tell } from './entity-call';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

interface Waiting {
  readonly request: RoleApprovalRequest;
  readonly approvalId: ApprovalId;
  readonly dueAt: Instant;
  /** Decisions that have come and are not judged yet, oldest first. */
  readonly votes: ApprovalVote[];
  readonly report: ApprovalReport;
}

export function* waitForDecisions(context: ProcessContext, request: RoleApprovalRequest): Step<ApprovalEnding> {
  const { step } = request;
  const approvalId = approvalIdOf({ process: context.process, instanceId: context.instanceId, step });
  const report = new ApprovalReport(context, step);
  const waiting: Waiting = { request, approvalId, dueAt: context.after(request.expireAfterMs), votes: [], report };
  const votes = context.watch({
    ...{ name: approvalEvent(step), schema: ApprovalVote, takesEvery: true },
    whenReceived: (vote) => waiting.votes.push(vote),
  });
  context.begin(step);
  context.progress.waiting(step, waiting.dueAt);
  try {
    yield* open(context, waiting);
    report.opened();
    const record = yield* decisionOrDeadline(context.watching(votes), waiting);
    return settle(context, waiting, record);
  } catch (reason) {
    context.progress.done(step, 'cancelled');
    yield* withdraw(context, approvalId);
    throw reason;
  }
}

function* open(context: ProcessContext, { request, approvalId, dueAt }: Waiting): Step<void> {
  const { subject, facts, candidateRoles, excluded = [], required = 1, remindAfterMs, followUpAfterMs } = request;
  const input = {
    ...{ approvalId, subject, facts, required, dueAt, requestedAt: context.now },
    ...{ candidateRoles: [...candidateRoles], excluded: [...excluded], remindAt: context.after(remindAfterMs) },
    ...(followUpAfterMs === undefined ? {} : { followUpAt: context.after(followUpAfterMs) }),
  };
  yield* consult(context, { entity: approvalInbox, key: context.process, operation: 'open', input });
}

function* decisionOrDeadline(context: ProcessContext, waiting: Waiting): Step<EndedApproval> {
  const { request, approvalId, dueAt } = waiting;
  const alarms = alarmsOf(request, (durationMs) => context.after(durationMs));
  yield* notify(context, waiting, { template: 'approvalRequested', name: 'requested', roles: request.candidateRoles });
  for (const alarm of alarms) {
    const decided = yield* decidedBy(context, waiting, alarm.at);
    if (decided !== undefined) return decided;
    yield* ring(context, waiting, alarm);
  }
  return (yield* decidedBy(context, waiting, dueAt)) ?? (yield* finish(context, approvalId, request.whenExpired));
}

/** The record when enough was decided before the moment. */
function* decidedBy(context: ProcessContext, waiting: Waiting, at: Instant): Step<EndedApproval | undefined> {
  const { votes, approvalId } = waiting;
  for (;;) {
    yield* context.sleepUntil(at, () => votes.length > 0);
    context.safePoint();
    const vote = votes.shift();
    if (vote === undefined) return undefined;
    const input = { ...vote, approvalId };
    const answer = yield* consult(context, { entity: approvalInbox, key: context.process, operation: 'vote', input });
    if (answer.outcome === 'ended') return answer.record;
  }
}

function* ring(context: ProcessContext, waiting: Waiting, alarm: Alarm): Step<void> {
  const { request, approvalId, report } = waiting;
  const at = context.now;
  switch (alarm.type) {
    case 'remind':
      yield* notify(context, waiting, {
        template: 'approvalReminder',
        name: 'reminder',
        roles: request.candidateRoles,
      });
      return;
    case 'followUp':
      tell(context, {
        entity: approvalInbox,
        key: context.process,
        operation: 'markOverdue',
        input: { approvalId, at },
      });
      report.overdue();
      return;
    case 'escalate': {
      const { roles, level } = alarm;
      const input = { approvalId, roles: [...roles], at };
      tell(context, { entity: approvalInbox, key: context.process, operation: 'escalate', input });
      report.escalated();
      yield* notify(context, waiting, { template: 'approvalRequested', name: `escalation-${level}`, roles });
    }
  }
}

interface Notice {
  readonly template: 'approvalRequested' | 'approvalReminder';
  readonly name: string;
  readonly roles: readonly string[];
}

function notify(context: ProcessContext, waiting: Waiting, { template, name, roles }: Notice): Step<void> {
  const { request, approvalId, dueAt } = waiting;
  const notice = { approvalId, dueAt, roles, name: `${request.step}/${name}` };
  return bestEffort(context, (inner) => request.notify(inner, template, notice));
}

function* withdraw(context: ProcessContext, approvalId: ApprovalId): Step<void> {
  const input = { approvalId, as: 'cancel' as const, at: context.now };
  const answer = yield* consult(context, { entity: approvalInbox, key: context.process, operation: 'finish', input });
  if (answer.outcome === 'ended') keep(context, answer.record);
}

function* finish(context: ProcessContext, approvalId: ApprovalId, as: Finish): Step<EndedApproval> {
  const input = { approvalId, as, at: context.now };
  const answer = yield* consult(context, { entity: approvalInbox, key: context.process, operation: 'finish', input });
  if (answer.outcome === 'ended') return answer.record;
  throw new Error(`The inbox has lost the approval ${approvalId}.`);
}

function settle(
  context: ProcessContext,
  { request: { step }, report }: Waiting,
  record: EndedApproval,
): ApprovalEnding {
  const { ending, decisions } = record;
  keep(context, record);
  if (ending.outcome === 'decided' && ending.by !== SYSTEM) report.decided(ending.decision);
  else report.expired();
  context.progress.done(step, ending.outcome === 'decided' ? ending.decision : ending.outcome);
  return ending.outcome === 'decided' ? { ...ending, decisions } : { outcome: 'expired' };
}

/** The inbox lists the latest endings only. */
function keep(context: ProcessContext, record: EndedApproval): void {
  tell(context, { entity: approvalRecord, key: record.approvalId, operation: 'keep', input: record });
}
