import {
  type DurableClient,
  type DurableOrchestrationStatus,
  EntityId,
  type OrchestrationFilter,
} from 'durable-functions';
import type { z } from 'zod';
import type { EntityContract } from '../shared/contract';
import { entityStateOf, type ReadEntity } from '../shared/entity-state';
import { isFinalStatus, isUnknownInstance } from '../shared/instance-status';
import type { Instant } from '../shared/instant';

/** What the edge is told of a process instance. */
export type Instance = Omit<DurableOrchestrationStatus, 'history'>;

/** What the edge asks of the durable client. */
export interface Client extends Pick<
  DurableClient,
  'startNew' | 'raiseEvent' | 'createCheckStatusResponse' | 'signalEntity'
> {
  getStatus(id: string): Promise<Instance>;
  getStatusBy(filter: OrchestrationFilter): Promise<readonly Instance[]>;
  readEntityState(id: EntityId): Promise<ReadEntity>;
}

/** An id becomes a part of a path of the management API, where these would make another path. */
const unsafeInPath = /[/\\#?%]/;

/** The instance, or undefined for an unknown id. */
export async function findInstance(client: Client, id: string): Promise<Instance | undefined> {
  if (id === '' || unsafeInPath.test(id)) return undefined;
  try {
    return await client.getStatus(id);
  } catch (error) {
    if (isUnknownInstance(error)) return undefined;
    throw error;
  }
}

/** A start that was refused because too much is under way. The SDK tells the status in its message only. */
export function isOverload(error: unknown): boolean {
  return error instanceof Error && error.message.includes('unexpected status code: 429');
}

/** As text: the enum of durable-functions is not worth a run-time dependency of every comparison. */
export function statusOf({ runtimeStatus }: Instance): string {
  return runtimeStatus;
}

export function hasEnded(instance: Instance): boolean {
  return isFinalStatus(statusOf(instance));
}

/** The SDK gives dates for one instance and text for many. */
export function toInstant(time: Date | string): Instant {
  return new Date(time).toISOString();
}

/** The state of an entity as its contract has it, or undefined when nobody has used it, or could ask for it, yet. */
export async function readEntity<Contract extends EntityContract>(
  client: Client,
  contract: Contract,
  key: string,
): Promise<z.output<Contract['state']> | undefined> {
  if (unsafeInPath.test(key)) return undefined;
  return entityStateOf(contract, await client.readEntityState(new EntityId(contract.name, key)));
}
