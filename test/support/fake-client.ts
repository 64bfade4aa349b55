import { HttpResponse } from '@azure/functions';
import { EntityId, type OrchestrationFilter, OrchestrationRuntimeStatus } from 'durable-functions';
import { interventionListEntity } from '../../src/entities/intervention-list/entity';
import { startClaimEntity } from '../../src/entities/start-claim/entity';
import type { Client, Instance } from '../../src/http/client';

/** A durable client whose host does what the real one does with ids: a running one is refused, a finished one replaced. */
export class FakeClient implements Client {
  /** Every accepted start, replacements included. */
  readonly starts: { readonly instanceId: string; readonly input: unknown }[] = [];
  readonly #instances = new Map<string, Instance>();
  readonly #entities = new Map<string, unknown>();
  readonly #behaviours = [startClaimEntity(), interventionListEntity()];
  /** Runs between a look at an instance and the caller's next act. */
  afterLook: () => Promise<void> = () => Promise.resolve();

  async getStatus(instanceId: string): Promise<Instance> {
    const instance = this.#instances.get(instanceId);
    await this.afterLook();
    if (instance === undefined) throw new Error('DurableClient error: … replied with HTTP 404 response.');
    return instance;
  }

  /** How many instances each query gave, as a measure of what a page loads. */
  readonly loaded: number[] = [];

  getStatusBy({ createdTimeFrom, createdTimeTo, runtimeStatus }: OrchestrationFilter): Promise<Instance[]> {
    const found = [...this.#instances.values()].filter(({ createdTime, runtimeStatus: status }) => {
      const isInTime = createdTime >= (createdTimeFrom ?? createdTime) && createdTime <= (createdTimeTo ?? createdTime);
      return isInTime && (runtimeStatus?.includes(status) ?? true);
    });
    this.loaded.push(found.length);
    return Promise.resolve(found);
  }

  startNew(name: string, { instanceId = 'random', input }: { instanceId?: string; input?: unknown } = {}) {
    if (this.#instances.get(instanceId)?.runtimeStatus === OrchestrationRuntimeStatus.Running) {
      return Promise.reject(new Error('The operation failed with an unexpected status code: 409.'));
    }
    this.starts.push({ instanceId, input });
    this.put({ name, instanceId, input, runtimeStatus: OrchestrationRuntimeStatus.Running });
    return Promise.resolve(instanceId);
  }

  put(instance: Partial<Instance> & { readonly instanceId: string }): void {
    const time = new Date('2026-01-01T00:00:00.000Z');
    this.#instances.set(instance.instanceId, {
      ...{ name: 'purchase', createdTime: time, lastUpdatedTime: time, input: null, output: null },
      ...{ runtimeStatus: OrchestrationRuntimeStatus.Running },
      ...instance,
    });
  }

  /** All instances end, as fast ones do. */
  finishAll(): void {
    for (const instance of this.#instances.values()) {
      this.put({ ...instance, runtimeStatus: OrchestrationRuntimeStatus.Completed });
    }
  }

  signalEntity(id: EntityId, operation = '', input?: unknown): Promise<void> {
    const state = this.#entities.get(id.toString());
    const behaviour = this.#behaviours.find(({ contract }) => contract.name === id.name);
    if (behaviour === undefined) throw new Error(`There is no entity ${id.name}.`);
    this.#entities.set(id.toString(), behaviour.apply({ key: id.key, operation, state, input }).state);
    return Promise.resolve();
  }

  putEntity(name: string, key: string, state: unknown): void {
    this.#entities.set(new EntityId(name, key).toString(), state);
  }

  readEntityState(id: EntityId) {
    const entityState = this.#entities.get(id.toString());
    return Promise.resolve(entityState === undefined ? { entityExists: false } : { entityExists: true, entityState });
  }

  readonly events: { readonly instanceId: string; readonly name: string }[] = [];

  raiseEvent(instanceId: string, name: string): Promise<void> {
    this.events.push({ instanceId, name });
    return Promise.resolve();
  }

  createCheckStatusResponse(): HttpResponse {
    const Location = 'http://host/status';
    return new HttpResponse({ status: 202, jsonBody: { statusQueryGetUri: Location }, headers: { Location } });
  }
}
