/** Addresses what a turn sends: children, entities and the parent get their rows and messages in the turn's commit. */
import { entityId, parseEntityId } from './entity-id';
import type { TurnEnd } from './conclude';
import type { EngineCore } from './core';
import type { EntityResident } from './directory';
import { childFailure } from './failures';
import { isFinished, parentOf } from './instance-row';
import type { ChildResult } from './messages';
import type { Outbox } from './outbox';
import type { ChildStart, RewoundChild, Turn } from './turn';
import type { InstanceRow } from '../store/store';

/** Puts everything that the turn sends into the outbox. */
export function addressAll(core: EngineCore, turn: Turn, outbox: Outbox): void {
  for (const child of turn.children) addressChild(core, turn, child, outbox);
  for (const child of turn.rewoundChildren) addressRewound(core, turn, child, outbox);
  for (const { entityId: id, message, visibleAt } of turn.entitySends) {
    outbox.send(addressEntity(core, id, outbox).key, message, visibleAt);
  }
}

/** A child that failed is rewound; one that ended in another way, or is gone, starts anew. */
function addressRewound(core: EngineCore, turn: Turn, child: RewoundChild, outbox: Outbox): void {
  const existing = core.directory.instance(child.instanceId);
  if (existing?.row.status !== 'Failed') addressChild(core, turn, child, outbox);
  else outbox.send(existing.key, { type: 'rewind', reason: child.reason, at: turn.at });
}

/** An execution that ends gives back the entities that it holds or still waits for. */
export function releaseLocks(core: EngineCore, turn: Turn, outbox: Outbox): void {
  for (const id of turn.state.locks) {
    outbox.send(addressEntity(core, id, outbox).key, { type: 'release', owner: turn.instance.id, at: turn.at });
  }
}

function addressChild(core: EngineCore, turn: Turn, { instanceId, start }: ChildStart, outbox: Outbox): void {
  const existing = core.directory.instance(instanceId);
  if (existing && !isFinished(existing.row)) {
    refuseChild(core, turn, existing.row, start.parent, outbox);
    return;
  }
  const key = existing?.row.key ?? core.ids.nextKey();
  if (existing) {
    outbox.truncated.push(key);
    core.directory.forget(existing);
  }
  const child = core.directory.beginInstance(key, instanceId, start, false);
  outbox.newInstances.push(child.row);
  outbox.send(key, start);
}

/** The chosen id is taken: the parent's task fails, as if the child had. */
function refuseChild(
  core: EngineCore,
  turn: Turn,
  taken: InstanceRow,
  parent: ChildStart['start']['parent'],
  outbox: Outbox,
): void {
  const reason = `An Orchestration instance with the status ${taken.status} already exists.`;
  const result: ChildResult = { type: 'failed', reason, details: '', failureDetails: null };
  const own = core.directory.instance(turn.instance.id);
  if (!own || !parent) return;
  const { executionId } = turn.instance;
  outbox.send(own.key, {
    type: 'subOrchestrationDone',
    executionId,
    taskId: parent.TaskScheduleId,
    result,
    at: turn.at,
  });
}

/** The entity's actor; its row is made with the first message that is sent to it. */
export function addressEntity(core: EngineCore, id: string, outbox: Outbox): EntityResident {
  const existing = core.directory.entity(id);
  if (existing) return existing;
  const { name, key } = parseEntityId(id);
  const entity = core.directory.beginEntity(core.ids.nextKey(), entityId({ name, key }));
  outbox.newEntities.push(entity.row);
  return entity;
}

/** Tells the parent, if there is one and this turn ended the child. */
export function answerParent(core: EngineCore, row: InstanceRow, end: TurnEnd, at: number, outbox: Outbox): void {
  const parent = parentOf(row);
  const result = childResult(end);
  if (!parent || !result) return;
  const receiver = core.directory.instance(parent.OrchestrationInstance.InstanceId);
  if (!receiver || isFinished(receiver.row)) return;
  outbox.send(receiver.key, {
    type: 'subOrchestrationDone',
    executionId: parent.OrchestrationInstance.ExecutionId,
    taskId: parent.TaskScheduleId,
    result,
    at,
  });
}

function childResult(end: TurnEnd): ChildResult | null {
  switch (end.type) {
    case 'completed':
      return { type: 'completed', result: end.output };
    case 'failed':
      return { type: 'failed', ...childFailure(end.text, end.message, end.failureDetails) };
    case 'terminated':
      return { type: 'failed', reason: end.reason ?? '', details: '', failureDetails: null };
    case 'continuedAsNew':
    case 'none':
      return null;
  }
}
