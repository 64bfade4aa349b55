/** The inbox over HTTP: every process of the app has one of its own; the routes show them as one. */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { EntityId } from 'durable-functions';
import { z } from 'zod';
import {
  approvalAddressOf,
  ApprovalDecision,
  type ApprovalId,
  ApprovalId as ApprovalIdSchema,
  approvalInbox,
  Decision,
} from '../entities/approval-inbox/contract';
import type { ErrorCode } from '../shared/errors';
import { PersonId } from '../shared/person';
import { personal } from '../shared/personal-data';
import { actOnApproval, newActId } from './act-on-approval';
import { ApprovalDetails, ApprovalView, detailsOf, isEnded, maySee, viewOf } from './approval-view';
import type { Client } from './client';
import { decideApproval } from './decide-approval';
import { approvalIdIn, findApproval } from './find-approval';
import { named, OPERATOR, type PrincipalOf, requireRole } from './identity';
import { ApprovalPage, ApprovalQuery, listApprovals, Overview } from './list-approvals';
import { readBody, readOptionalBody } from './request-body';
import { defineRoute, type Route } from './route';
import { rolesFor } from '../shared/approval-policy';

export interface ServedApprovals {
  readonly processes: readonly string[];
  readonly principalOf: PrincipalOf;
}

const id = z.string().min(1).max(200).optional();

/** What every command may say. */
const command = {
  /** Who acts, where nobody else says so: at a developer's machine without an identity. */
  by: PersonId.optional(),
  comment: personal(z.string().max(2_000)).optional(),
  /** The version that was looked at; another one is refused. */
  version: z.int().optional(),
};
const DecisionOrder = z.object({ decision: Decision, ...command, decisionId: id });
const Command = z.object({ ...command, commandId: id });
const Delegation = Command.extend({ to: PersonId });

const Decided = ApprovalDecision.extend({
  approvalId: ApprovalIdSchema,
  /** `counted`: it needs further people. */
  state: z.enum(['decided', 'counted', 'submitted']),
  approval: ApprovalView.optional(),
});
const Submitted = z.object({ approvalId: ApprovalIdSchema, state: z.literal('submitted') });

const refusals: readonly ErrorCode[] = [
  ...(['approval.notFound', 'approval.alreadyEnded', 'approval.claimed', 'approval.excluded'] as const),
  ...(['approval.hasDecided', 'approval.stale', 'identity.roleMissing', 'request.idempotencyKeyReused'] as const),
];

export function approvalRoutes(served: ServedApprovals): Route[] {
  return [
    listRoute(served),
    viewRoute(served),
    decideRoute(served),
    commandRoute(served, { type: 'claim', summary: 'Take it, so that nobody else decides meanwhile', body: Command }),
    commandRoute(served, { type: 'unclaim', summary: 'Give it back', body: Command }),
    commandRoute(served, { type: 'delegate', summary: 'Have somebody else decide for me', body: Delegation }),
  ];
}

function listRoute({ processes, principalOf }: ServedApprovals): Route {
  return defineRoute({
    name: 'list-approvals',
    methods: ['GET'],
    route: 'approvals',
    description: {
      summary: 'What waits for a decision, and what was decided lately; with `list`, a part of it in pages',
      tag: 'approvals',
      query: ApprovalQuery,
      answers: { 200: { description: 'The approvals.', schema: z.union([Overview, ApprovalPage]) } },
      problems: ['identity.unknown'],
    },
    answer: async (request, client) => {
      const principal = principalOf(request);
      return { jsonBody: await listApprovals(request, client, { processes, principal }) };
    },
  });
}

function viewRoute({ processes, principalOf }: ServedApprovals): Route {
  return defineRoute({
    name: 'view-approval',
    methods: ['GET'],
    route: 'approvals/{id}',
    description: {
      summary: 'An approval with its audit trail',
      tag: 'approvals',
      answers: { 200: { description: 'The approval.', schema: ApprovalDetails } },
      problems: ['approval.notFound', 'identity.roleMissing'],
    },
    answer: async (request, client) => {
      const principal = principalOf(request);
      const approval = await findApproval(client, approvalIdIn(request, processes));
      if (!maySee(approval, principal)) requireRole(principal, ...rolesFor(approval), OPERATOR);
      return { jsonBody: detailsOf(approval) };
    },
  });
}

function decideRoute(served: ServedApprovals): Route {
  return defineRoute({
    name: 'decide-approval',
    methods: ['POST'],
    route: 'approvals/{id}',
    description: {
      summary: 'Decide',
      tag: 'approvals',
      body: { schema: DecisionOrder },
      answers: {
        200: { description: 'Decided, or counted where several people decide.', schema: Decided },
        202: { description: 'Submitted; the process has not looked at it yet.', schema: Decided },
      },
      problems: refusals,
    },
    answer: (request, client) => decide(request, client, served),
  });
}

async function decide(request: HttpRequest, client: Client, served: ServedApprovals): Promise<HttpResponseInit> {
  const sender = served.principalOf(request);
  const approvalId = approvalIdIn(request, served.processes);
  const { by, decisionId = newActId(), decision, comment, version } = await readBody(request, DecisionOrder);
  const principal = named(sender, by);
  const order = { approvalId, principal, decisionId, decision, comment, version, channel: 'api' as const };
  const acted = await decideApproval(client, order);
  const answer = { approvalId, decisionId, decision, by: principal.id, comment, at: acted.at };
  if (acted.outcome === 'submitted') return { status: 202, jsonBody: { ...answer, state: 'submitted' } };
  const state = isEnded(acted.approval) ? 'decided' : 'counted';
  return { status: 200, jsonBody: { ...answer, state, approval: viewOf(acted.approval) } };
}

interface CommandRoute {
  readonly type: 'claim' | 'unclaim' | 'delegate';
  readonly summary: string;
  readonly body: typeof Command | typeof Delegation;
}

function commandRoute({ processes, principalOf }: ServedApprovals, { type, summary, body }: CommandRoute): Route {
  return defineRoute({
    name: `${type}-approval`,
    methods: ['POST'],
    route: `approvals/{id}/${type}`,
    description: {
      summary,
      tag: 'approvals',
      body: { schema: body, optional: type !== 'delegate' },
      answers: {
        200: { description: 'Done.', schema: ApprovalView },
        202: { description: 'Submitted; the inbox has not looked at it yet.', schema: Submitted },
      },
      problems: [...refusals, 'approval.notClaimed'],
    },
    answer: async (request, client) => {
      const sender = principalOf(request);
      const approvalId = approvalIdIn(request, processes);
      const { by, ...order } = await readOptionalBody<typeof Command | typeof Delegation>(request, body);
      return carryOut(client, { type, approvalId, principal: named(sender, by), order });
    },
  });
}

interface Carried {
  readonly type: CommandRoute['type'];
  readonly approvalId: ApprovalId;
  readonly principal: ReturnType<typeof named>;
  readonly order: Omit<z.infer<typeof Command>, 'by'> & { readonly to?: string };
}

async function carryOut(client: Client, { type, approvalId, principal, order }: Carried): Promise<HttpResponseInit> {
  const { commandId = newActId(), version, to, comment } = order;
  const { id: personId, name, roles } = principal;
  const by = { id: personId, name };
  const act = { type, approvalId, id: commandId, by, roles, version, to };
  const input = { approvalId, commandId, by, roles, version, to, comment, at: new Date().toISOString() };
  const inbox = new EntityId(approvalInbox.name, approvalAddressOf(approvalId).process);
  const acted = await actOnApproval(client, { act, send: () => client.signalEntity(inbox, type, input) });
  if (acted.outcome === 'submitted') return { status: 202, jsonBody: { approvalId, state: 'submitted' } };
  return { status: 200, jsonBody: viewOf(acted.approval) };
}
