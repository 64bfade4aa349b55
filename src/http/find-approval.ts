import type { HttpRequest } from '@azure/functions';
import {
  approvalAddressOf,
  ApprovalId,
  approvalInbox,
  type ApprovalInboxState,
  approvalRecord,
  Decision,
} from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import type { Approval } from './approval-view';
import { type Client, findInstance, readEntity } from './client';
import { RequestProblem } from './route';
import { progressOf } from './view-process';

interface ForgottenEnding {
  readonly outcome: string | undefined;
  readonly decision?: Decision;
  readonly at: Instant | undefined;
}

export function approvalIdIn({ params }: HttpRequest, processes: readonly string[]): ApprovalId {
  const id = ApprovalId.safeParse(params['id']);
  if (!id.success || !processes.includes(approvalAddressOf(id.data).process)) {
    throw new RequestProblem('approval.notFound');
  }
  return id.data;
}

export async function inboxOf(client: Client, process: string): Promise<ApprovalInboxState> {
  return (await readEntity(client, approvalInbox, process)) ?? { waiting: [], ended: [] };
}

/** From the inbox, or its record. Throws how it ended when only its instance still knows, and 404 when nobody does. */
export async function findApproval(client: Client, id: ApprovalId): Promise<Approval> {
  const { waiting, ended } = await inboxOf(client, approvalAddressOf(id).process);
  const listed = [...ended, ...waiting].find(({ approvalId }) => approvalId === id);
  const found = listed ?? (await readEntity(client, approvalRecord, id))?.record ?? undefined;
  if (found !== undefined) return found;
  const recorded = await forgottenEnding(client, id);
  throw recorded === undefined
    ? new RequestProblem('approval.notFound')
    : new RequestProblem('approval.alreadyEnded', { recorded });
}

/** An approval without roles has no record; the instance still shows how it ended, though not by whom. */
async function forgottenEnding(client: Client, id: ApprovalId): Promise<ForgottenEnding | undefined> {
  const { process, instanceId, step } = approvalAddressOf(id);
  const instance = await findInstance(client, instanceId);
  if (instance?.name !== process) return undefined;
  const past = progressOf(instance).steps.find((each) => each.step === step && each.state === 'done');
  if (past === undefined) return undefined;
  const { outcome, endedAt: at } = past;
  const decision = Decision.safeParse(outcome).data;
  return decision === undefined ? { outcome, at } : { outcome: 'decided', decision, at };
}
