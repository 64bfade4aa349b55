/** What monitoring asks of the durable client: it looks, and changes nothing. */
import { type DurableOrchestrationStatus, EntityId, type OrchestrationFilter } from 'durable-functions';
import type { z } from 'zod';
import type { EntityContract } from '../shared/contract';
import { entityStateOf, type ReadEntity } from '../shared/entity-state';

export type Instance = Omit<DurableOrchestrationStatus, 'history'>;

interface Client {
  getStatus(id: string): Promise<Instance>;
  getStatusBy(filter: OrchestrationFilter): Promise<readonly Instance[]>;
  readEntityState(id: EntityId): Promise<ReadEntity>;
}

export interface Look {
  readonly client: Client;
  /** Processes and sub-processes, by name; of each is told, so that a value that has gone becomes 0. */
  readonly processes: readonly string[];
  /** In the time of the host. */
  readonly now: number;
}

export async function stateOf<Contract extends EntityContract>(
  client: Client,
  contract: Contract,
  key: string,
): Promise<z.output<Contract['state']> | undefined> {
  return entityStateOf(contract, await client.readEntityState(new EntityId(contract.name, key)));
}

/** The age of the oldest in seconds; 0 when there is none. */
export function oldestAge(since: readonly (Date | string)[], now: number): number {
  const ages = since.map((time) => (now - new Date(time).getTime()) / 1_000);
  return Math.max(0, ...ages);
}
