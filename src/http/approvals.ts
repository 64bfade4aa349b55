import { randomUUID } from 'node:crypto';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import {
  type ApprovalAddress,
  ApprovalDecision,
  type ApprovalEnding,
  ApprovalId,
  type ApprovalInboxState,
  approvalAddressOf,
  approvalEvent,
  approvalInbox,
  EndedApproval,
  OpenApproval,
} from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import { type Client, findInstance, hasEnded, readEntity } from './client';
import { patience, poll } from './poll';
import { problemResponse } from './problem-response';
import { readBody } from './request-body';
import { defineRoute, RequestProblem, type Route } from './route';
import { progressOf } from './view-process';

const Decision = z.object({
  decision: z.enum(['approve', 'reject']),
  by: z.string().min(1).max(200),
  comment: z.string().max(2_000).optional(),
});

const place = { process: z.string(), instanceId: z.string() };

const Approvals = z.object({
  waiting: z.array(OpenApproval.extend(place)),
  ended: z.array(EndedApproval.extend(place)),
});

const Decided = ApprovalDecision.extend({ approvalId: ApprovalId, state: z.enum(['decided', 'submitted']) });

interface ForgottenEnding {
  readonly outcome: string | undefined;
  readonly decision?: z.infer<typeof Decision>['decision'];
  readonly at: Instant | undefined;
}

type RecordedEnding = ApprovalEnding | ForgottenEnding;

/** Every process of the app has an inbox of its own; the routes show them as one. */
export function approvalRoutes(processes: readonly string[]): Route[] {
  return [
    defineRoute({
      name: 'list-approvals',
      methods: ['GET'],
      route: 'approvals',
      description: {
        summary: 'What waits for a decision, and what was decided lately',
        tag: 'approvals',
        answers: { 200: { description: 'The approvals.', schema: Approvals } },
      },
      answer: async (_request, client) => ({ jsonBody: await listAll(client, processes) }),
    }),
    defineRoute({
      name: 'decide-approval',
      methods: ['POST'],
      route: 'approvals/{id}',
      description: {
        summary: 'Decide',
        tag: 'approvals',
        body: { schema: Decision },
        answers: {
          200: { description: 'Decided.', schema: Decided },
          202: { description: 'Submitted; the process has not looked at it yet.', schema: Decided },
        },
        problems: ['approval.notFound', 'approval.alreadyEnded'],
      },
      answer: (request, client) => decide(request, client, processes),
    }),
  ];
}

async function listAll(client: Client, processes: readonly string[]) {
  const inboxes = await Promise.all(processes.map((process) => inboxOf(client, process)));
  return {
    waiting: inboxes.flatMap(({ waiting }) => waiting.map(withPlace)),
    ended: inboxes.flatMap(({ ended }) => ended.map(withPlace)),
  };
}

function withPlace<Approval extends { readonly approvalId: ApprovalId }>(approval: Approval) {
  const { process, instanceId } = approvalAddressOf(approval.approvalId);
  return { ...approval, process, instanceId };
}

async function inboxOf(client: Client, process: string): Promise<ApprovalInboxState> {
  return (await readEntity(client, approvalInbox, process)) ?? { waiting: [], ended: [] };
}

/** The instance is the judge: the decision is an event to it, and the inbox shows what it took. */
async function decide(request: HttpRequest, client: Client, processes: readonly string[]): Promise<HttpResponseInit> {
  const id = idOf(request, processes);
  const body = await readBody(request, Decision);
  const address = approvalAddressOf(id);
  const before = await endingOf(client, id, address);
  if (before !== undefined) return ended(before);
  const decision = { ...body, decisionId: randomUUID(), at: new Date().toISOString() };
  await submit(client, address, decision);
  const ending = await poll(() => endingOf(client, id, address), patience);
  if (ending === undefined) return { status: 202, jsonBody: { approvalId: id, state: 'submitted', ...decision } };
  if (!isOurs(ending, decision)) return ended(ending);
  return { status: 200, jsonBody: { approvalId: id, state: 'decided', ...decision } };
}

function idOf({ params }: HttpRequest, processes: readonly string[]): ApprovalId {
  const id = ApprovalId.safeParse(params['id']);
  if (!id.success || !processes.includes(approvalAddressOf(id.data).process)) {
    throw new RequestProblem('approval.notFound');
  }
  return id.data;
}

/** Undefined while it waits. */
async function endingOf(client: Client, id: ApprovalId, address: ApprovalAddress): Promise<RecordedEnding | undefined> {
  const { waiting, ended: past } = await inboxOf(client, address.process);
  const found = past.find(({ approvalId }) => approvalId === id);
  if (found !== undefined) return found.ending;
  if (waiting.some(({ approvalId }) => approvalId === id)) return undefined;
  const forgotten = await forgottenEnding(client, address);
  if (forgotten === undefined) throw new RequestProblem('approval.notFound');
  return forgotten;
}

/** The inbox keeps the latest endings only; the instance still shows how an older one ended, though not by whom. */
async function forgottenEnding(
  client: Client,
  { process, instanceId, step }: ApprovalAddress,
): Promise<ForgottenEnding | undefined> {
  const instance = await findInstance(client, instanceId);
  if (instance?.name !== process) return undefined;
  const past = progressOf(instance).steps.find((each) => each.step === step && each.state === 'done');
  if (past === undefined) return undefined;
  const { outcome, endedAt: at } = past;
  const decision = Decision.shape.decision.safeParse(outcome).data;
  return decision === undefined ? { outcome, at } : { outcome: 'decided', decision, at };
}

async function submit(client: Client, { instanceId, step }: ApprovalAddress, decision: ApprovalDecision) {
  const instance = await findInstance(client, instanceId);
  if (instance === undefined || hasEnded(instance)) {
    // Terminated from outside: nobody is left who would close the approval.
    throw new RequestProblem('approval.alreadyEnded', { detail: 'The process that asked for it has ended.' });
  }
  await client.raiseEvent(instanceId, approvalEvent(step), decision);
}

function isOurs(ending: RecordedEnding, { decisionId }: ApprovalDecision): boolean {
  return 'decisionId' in ending && ending.decisionId === decisionId;
}

function ended(recorded: RecordedEnding): HttpResponseInit {
  return problemResponse('approval.alreadyEnded', { recorded });
}
