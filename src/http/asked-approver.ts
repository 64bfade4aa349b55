import { approvalAddressOf, approvalInbox } from '../entities/approval-inbox/contract';
import { maySee } from './approval-view';
import { type Client, type Instance, readEntity } from './client';
import type { Principal } from './identity';

/** Whether somebody is asked to decide about an instance, or was lately: who decides has to see what about. */
export async function isAskedAbout(client: Client, instance: Instance, principal: Principal): Promise<boolean> {
  const inbox = await readEntity(client, approvalInbox, instance.name);
  const approvals = [...(inbox?.waiting ?? []), ...(inbox?.ended ?? [])];
  const about = approvals.filter(({ approvalId }) => approvalAddressOf(approvalId).instanceId === instance.instanceId);
  return about.some((approval) => maySee(approval, principal));
}
