import { randomUUID } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import { EntityId } from 'durable-functions';
import { z } from 'zod';
import {
  InterventionAction,
  interventionAddressOf,
  InterventionDecision,
  interventionDecided,
  type InterventionId,
  interventionList,
  RecordedDecision,
} from '../entities/intervention-list/contract';
import { personal } from '../shared/personal-data';
import { type Client, findInstance, hasEnded } from './client';
import { named, type Principal } from './identity';
import { findIntervention, type Intervention } from './intervention-view';
import { patience, poll } from './poll';
import { RequestProblem } from './route';

export const InterventionOrder = z.object({
  action: InterventionAction,
  reason: personal(z.string().trim().min(1).max(2_000)),
  /** The name of the developer at their own machine; everybody else is who they are. */
  by: personal(z.string().trim().min(1).max(200)).optional(),
});
type InterventionOrder = z.infer<typeof InterventionOrder>;

export const InterventionAnswer = InterventionDecision.extend({
  state: z.enum(['open', 'ended', 'submitted']),
  outcome: RecordedDecision.shape.outcome.optional(),
  /** Why the latest attempt failed. */
  fault: z.string().optional(),
});
type InterventionAnswer = z.infer<typeof InterventionAnswer>;

interface Asked {
  readonly interventionId: InterventionId;
  readonly principal: Principal;
  readonly order: InterventionOrder;
}

/** The instance is the judge: the decision is an event to it, and the list shows what came of it. */
export async function decideIntervention(client: Client, asked: Asked): Promise<HttpResponseInit> {
  const { interventionId, principal } = asked;
  const { by, ...order } = asked.order;
  const item = await findIntervention(client, interventionId);
  if ('ending' in item) throw alreadyEnded(item);
  const isGone = await hasGone(client, interventionId);
  if (!isGone) refuseWhatCannotBe(order.action, item);
  const who = { by: named(principal, by).name, at: new Date().toISOString() };
  const decision = { ...order, ...who, interventionId, decisionId: randomUUID() };
  if (isGone) await decideForTheGone(client, decision);
  else await client.raiseEvent(interventionAddressOf(interventionId).instanceId, interventionDecided, decision);
  const decided = await poll(() => decidedItem(client, decision), patience);
  return decided === undefined ? submitted(decision) : carriedOut(decision, decided);
}

function submitted(decision: InterventionDecision): HttpResponseInit {
  return { status: 202, jsonBody: { ...decision, state: 'submitted' } satisfies InterventionAnswer };
}

function carriedOut(decision: InterventionDecision, item: Intervention): HttpResponseInit {
  const recorded = item.decisions.find(({ decisionId }) => decisionId === decision.decisionId);
  if (recorded === undefined) throw alreadyEnded(item);
  const { outcome } = recorded;
  const answer: InterventionAnswer =
    'ending' in item
      ? { ...decision, outcome, state: 'ended' }
      : { ...decision, outcome, state: 'open', fault: item.fault };
  return { jsonBody: answer };
}

function refuseWhatCannotBe(action: InterventionAction, item: Intervention): void {
  if (item.actions.includes(action)) return;
  const message = `expected ${item.actions.join(', ')}`;
  throw new RequestProblem('intervention.actionNotPossible', { errors: [{ field: 'action', message }] });
}

function alreadyEnded(item: Intervention): RequestProblem {
  const recorded = 'ending' in item ? { ...item.decisions.at(-1), ...item.ending } : undefined;
  return new RequestProblem('intervention.alreadyEnded', { recorded });
}

async function hasGone(client: Client, id: InterventionId): Promise<boolean> {
  const instance = await findInstance(client, interventionAddressOf(id).instanceId);
  return instance === undefined || hasEnded(instance);
}

/** Terminated from outside: nobody is left who would try again, or take the item off the list. */
async function decideForTheGone(client: Client, decision: InterventionDecision): Promise<void> {
  if (decision.action === 'retry') {
    throw new RequestProblem('intervention.actionNotPossible', {
      detail: 'The instance has ended: do it by hand and resolve it, or give it up.',
    });
  }
  const { process } = interventionAddressOf(decision.interventionId);
  const outcome = decision.action === 'resolve' ? 'resolved' : 'givenUp';
  await client.signalEntity(new EntityId(interventionList.name, process), 'decide', { ...decision, outcome });
}

/** The item once this decision is on the list, or its end by another one. */
async function decidedItem(client: Client, decision: InterventionDecision): Promise<Intervention | undefined> {
  const item = await findIntervention(client, decision.interventionId);
  const isRecorded = item.decisions.some(({ decisionId }) => decisionId === decision.decisionId);
  return isRecorded || 'ending' in item ? item : undefined;
}
