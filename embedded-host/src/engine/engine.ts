/**
 * The engine: durable orchestrations and entities over a store, a clock and a runner. One engine, whatever the forms
 * of these three are.
 */
import type { EntityQuery, EntityRow, InstanceQuery, InstanceRow, Page } from '../store/store';
import type { EngineParts } from './assemble';
import { assemble } from './assemble';
import { createdFact, placeOfRequest, placeOfStart } from './client-spans';
import type {
  ControlResult,
  DurableEngine,
  EntityAddress,
  EntitySignal,
  PurgeFilter,
  StartRequest,
  StartResult,
} from './contract';
import type { EngineCore } from './core';
import { deliver } from './core';
import type { Directory, InstanceResident } from './directory';
import { entityId, isEntityId } from './entity-id';
import type { HistoryEvent } from './history';
import { EventType } from './history';
import { instanceIdProblem, newGuid, newInstanceId } from './ids';
import { isFinished } from './instance-row';
import { traceBelow } from './instance-trace';
import { historyFromJournal } from './journal';
import { tracked } from './mailbox';
import type { OrchestratorMessage, StartMessage } from './messages';
import { Outbox } from './outbox';
import { purgeBy, purgeEntity, purgeInstance } from './purge';
import { addressEntity } from './send';
import type { SpanContext } from './trace-context';
import { traceParent } from './trace-context';
import { WorkTracker } from './work-tracker';

export class Engine implements DurableEngine {
  readonly #core: EngineCore;
  readonly #work = new WorkTracker();

  constructor(parts: EngineParts) {
    this.#core = assemble(parts, this.#work);
  }

  /** Takes up everything that was unfinished when the store was last used; returns how many instances that were. */
  recover(): number {
    const { store, directory, alarms } = this.#core;
    const { unfinished, busyInstances, timers, inboxes } = store.recover();
    for (const key of busyInstances) instanceWith(directory, key)?.redispatch();
    for (const { key, dueAt } of timers) alarms.set(key, dueAt);
    // Loading an actor loads its inbox; only what is visible already needs that now.
    const now = this.#core.clock.now();
    for (const { key, visibleAt } of inboxes) {
      if (visibleAt > now) alarms.set(key, visibleAt);
      else directory.byKey(key)?.ring();
    }
    return unfinished;
  }

  /** Begins nothing new, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#core.alarms.clear();
    this.#core.activities.stop();
    await this.#work.idle();
    this.#core.dispatcher.stop();
  }

  idle(): Promise<void> {
    return this.#work.idle();
  }

  async start(request: StartRequest): Promise<StartResult> {
    const id = request.instanceId ?? newInstanceId();
    const problem = instanceIdProblem(id);
    if (problem !== null) return { outcome: 'invalidId', reason: problem };
    if (this.#isOverloaded()) return { outcome: 'overloaded' };
    const { directory, ids, tracing } = this.#core;
    const existing = request.instanceId === undefined ? undefined : directory.instance(id);
    if (existing && !isFinished(existing.row)) return this.#startInsteadOf(existing.row, request);
    const place = tracing && placeOfStart(tracing, request);
    const start = this.#startMessage(request, existing, place);
    if (existing) directory.forget(existing);
    const key = existing?.key ?? ids.nextKey();
    await send(directory.beginInstance(key, id, start, existing !== undefined), start);
    if (place) tracing.tell?.(createdFact(place, id, start, request.isRestart));
    return { outcome: 'started', instanceId: id };
  }

  #isOverloaded(): boolean {
    const { dispatcher, activities, settings } = this.#core;
    const isLate = dispatcher.backlog >= settings.latenessBacklog && dispatcher.delayMs > settings.maxDelayMs;
    return isLate || dispatcher.backlog + activities.backlog >= settings.maxBacklog;
  }

  /** Replacing an unfinished instance ends it first, so that nothing of it is left under way. */
  async #startInsteadOf({ id, status }: InstanceRow, request: StartRequest): Promise<StartResult> {
    if (!this.#core.settings.replacesUnfinished) return { outcome: 'idInUse', status };
    await this.terminate(id, 'Replaced by another start under the same id.');
    await this.finished(id);
    return this.start(request);
  }

  #startMessage(request: StartRequest, existing: InstanceResident | undefined, place?: SpanContext): StartMessage {
    return {
      type: 'start',
      name: request.name,
      version: request.version ?? this.#core.settings.defaultVersion,
      input: request.input,
      executionId: newGuid(),
      parent: null,
      generation: existing ? this.#generation(existing.key) + 1 : 0,
      at: this.#core.clock.now(),
      ...(place && { trace: traceBelow(place) }),
    };
  }

  /** How many runs this id has had before the stored one. */
  #generation(key: number): number {
    const [first] = this.#core.store.journal(key);
    if (first === undefined) return 0;
    const started = historyFromJournal([first]).find((event) => event.EventType === EventType.ExecutionStarted);
    return started?.Generation ?? 0;
  }

  async raiseEvent(
    instanceId: string,
    name: string,
    input: string | null,
    caller?: SpanContext,
  ): Promise<ControlResult> {
    const { clock, tracing } = this.#core;
    const from = clock.now();
    const result = await this.#control(instanceId, { type: 'event', name, input, at: from });
    if (!tracing?.tell || result.outcome !== 'accepted') return result;
    const place = placeOfRequest(tracing, caller);
    tracing.tell({ type: 'eventRaised', place, from, to: clock.now(), name, target: instanceId });
    return result;
  }

  terminate(instanceId: string, reason: string | null): Promise<ControlResult> {
    return this.#control(instanceId, { type: 'terminate', reason, at: this.#core.clock.now() });
  }

  async suspend(instanceId: string, reason: string | null): Promise<ControlResult> {
    const status = this.#core.directory.instance(instanceId)?.row.status;
    if (status === 'Suspended') return { outcome: 'wrongState', status };
    return this.#control(instanceId, { type: 'suspend', reason, at: this.#core.clock.now() });
  }

  async resume(instanceId: string, reason: string | null): Promise<ControlResult> {
    const status = this.#core.directory.instance(instanceId)?.row.status;
    if (status === 'Running' || status === 'Pending') return { outcome: 'wrongState', status };
    return this.#control(instanceId, { type: 'resume', reason, at: this.#core.clock.now() });
  }

  async rewind(instanceId: string, reason: string | null): Promise<ControlResult> {
    const instance = this.#core.directory.instance(instanceId);
    if (!instance) return { outcome: 'notFound' };
    if (instance.row.status !== 'Failed') return { outcome: 'wrongState', status: instance.row.status };
    await send(instance, { type: 'rewind', reason, at: this.#core.clock.now() });
    return { outcome: 'accepted' };
  }

  async #control(instanceId: string, message: OrchestratorMessage): Promise<ControlResult> {
    const instance = this.#core.directory.instance(instanceId);
    if (!instance) return { outcome: 'notFound' };
    if (isFinished(instance.row)) return { outcome: 'finished', status: instance.row.status };
    await send(instance, message);
    return { outcome: 'accepted' };
  }

  purge(instanceId: string): Promise<ControlResult> {
    return isEntityId(instanceId) ? purgeEntity(this.#core, instanceId) : purgeInstance(this.#core, instanceId);
  }

  purgeBy(filter: PurgeFilter): Promise<number> {
    return purgeBy(this.#core, filter);
  }

  instance(instanceId: string): InstanceRow | undefined {
    return this.#core.store.instanceById(instanceId);
  }

  instances(query: InstanceQuery): Page<InstanceRow> {
    return this.#core.store.instances(query);
  }

  async finished(instanceId: string): Promise<InstanceRow | undefined> {
    const { directory, endings } = this.#core;
    const underWay = directory.inMemory(instanceId);
    // The end of one in memory counts when it is durable, which the store tells.
    if (underWay && !isFinished(underWay.row)) return endings.of(instanceId);
    const row = this.instance(instanceId);
    return !row || isFinished(row) ? row : endings.of(instanceId);
  }

  history(instanceId: string): readonly HistoryEvent[] | undefined {
    const row = this.instance(instanceId);
    return row && historyFromJournal(this.#core.store.journal(row.key));
  }

  async signalEntity(address: EntityAddress, signal: EntitySignal): Promise<{ outcome: 'accepted' | 'unknownEntity' }> {
    const { runner, clock, commits, ids, tracing } = this.#core;
    if (runner.resolve('entity', address.name) === undefined) return { outcome: 'unknownEntity' };
    const outbox = new Outbox(() => ids.nextMessageId());
    const { operation, input, at = 0, caller } = signal;
    const { key, id } = addressEntity(this.#core, entityId(address), outbox);
    const place = tracing && placeOfRequest(tracing, caller);
    const from = clock.now();
    const request = { requestId: newGuid(), operation, input, ...(place && { trace: traceParent(place) }) };
    outbox.send(key, { type: 'operation', ...request, replyTo: null, sender: null, at: from }, at);
    await commits.add(outbox.toCommit());
    deliver(this.#core, outbox.messages);
    const asked = { entityId: id, operation, isSignal: true };
    if (place) tracing.tell?.({ type: 'entityAsked', place, from, to: clock.now(), ...asked });
    return { outcome: 'accepted' };
  }

  entity(address: EntityAddress): EntityRow | undefined {
    return this.#core.store.entityById(entityId(address));
  }

  entities(query: EntityQuery): Page<EntityRow> {
    return this.#core.store.entities(query);
  }
}

async function send(instance: InstanceResident, message: OrchestratorMessage): Promise<void> {
  const { delivery, durable } = tracked(message);
  instance.accept(delivery);
  await durable;
}

function instanceWith(directory: Directory, key: number): InstanceResident | undefined {
  const actor = directory.byKey(key);
  return actor && 'redispatch' in actor ? actor : undefined;
}
