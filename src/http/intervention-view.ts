/** An intervention as operators see it. */
import { z } from 'zod';
import {
  EndedIntervention,
  interventionAddressOf,
  type InterventionId,
  interventionList,
  type InterventionListState,
  ListedIntervention,
} from '../entities/intervention-list/contract';
import { type Client, readEntity } from './client';
import { RequestProblem } from './route';

export type Intervention = ListedIntervention | EndedIntervention;

export const InterventionView = ListedIntervention.extend({
  state: z.enum(['open', 'ended']),
  process: z.string(),
  instanceId: z.string(),
  ending: EndedIntervention.shape.ending.optional(),
});
export type InterventionView = z.infer<typeof InterventionView>;

export function interventionViewOf(item: Intervention): InterventionView {
  const { process, instanceId } = interventionAddressOf(item.interventionId);
  return { ...item, state: 'ending' in item ? 'ended' : 'open', process, instanceId };
}

export async function interventionsOf(client: Client, process: string): Promise<InterventionListState> {
  return (await readEntity(client, interventionList, process)) ?? { open: [], ended: [] };
}

/** Throws the problem of an item that is not on the list, or not any more. */
export async function findIntervention(client: Client, id: InterventionId): Promise<Intervention> {
  const { open, ended } = await interventionsOf(client, interventionAddressOf(id).process);
  const item = [...open, ...ended].find(({ interventionId }) => interventionId === id);
  if (item === undefined) throw new RequestProblem('intervention.notFound');
  return item;
}
