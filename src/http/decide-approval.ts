import { EntityId } from 'durable-functions';
import {
  approvalAddressOf,
  approvalEvent,
  type ApprovalId,
  approvalInbox,
  type ApprovalVote,
  type Decision,
} from '../entities/approval-inbox/contract';
import { type Acted, actOnApproval } from './act-on-approval';
import { type Client, findInstance, hasEnded, statusOf } from './client';
import type { Principal } from './identity';
import { RequestProblem } from './route';

export interface DecisionOrder {
  readonly approvalId: ApprovalId;
  readonly principal: Principal;
  readonly decisionId: string;
  readonly decision: Decision;
  readonly comment: string | undefined;
  readonly version: number | undefined;
  readonly channel: 'api' | 'link';
}

/** The decision is an event to the instance, because it is the instance that goes on with it. */
export async function decideApproval(client: Client, order: DecisionOrder): Promise<Acted & { readonly at: string }> {
  const { approvalId, principal, decisionId, ...rest } = order;
  const { id, name, roles } = principal;
  const vote = { ...rest, decisionId, by: id, name, roles: rolesText(roles), at: new Date().toISOString() };
  const act = { type: 'decide' as const, approvalId, id: decisionId, by: { id, name }, roles, version: order.version };
  const acted = await actOnApproval(client, { act, send: () => submit(client, approvalId, vote) });
  return { ...acted, at: vote.at };
}

function rolesText(roles: Principal['roles']): ApprovalVote['roles'] {
  return roles === 'every' ? roles : [...roles];
}

async function submit(client: Client, approvalId: ApprovalId, vote: Omit<ApprovalVote, 'version'>): Promise<void> {
  const { process, instanceId, step } = approvalAddressOf(approvalId);
  const instance = await findInstance(client, instanceId);
  if (instance !== undefined && !hasEnded(instance)) {
    await client.raiseEvent(instanceId, approvalEvent(step), vote);
    return;
  }
  if (instance !== undefined && statusOf(instance) === 'Terminated') {
    // Terminated from outside: nobody else is left who would close it.
    const input = { approvalId, as: 'cancel', at: new Date().toISOString() };
    await client.signalEntity(new EntityId(approvalInbox.name, process), 'finish', input);
  }
  throw new RequestProblem('approval.alreadyEnded', { detail: 'The process that asked for it has ended.' });
}
