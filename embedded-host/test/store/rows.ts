/** Builders of rows for the store's tests. */
import type { EntityRow, InstanceRow, StoredMessage } from '../../src/store/store';

export function anInstance(changes: Partial<InstanceRow> & Pick<InstanceRow, 'key'>): InstanceRow {
  return {
    id: `instance-${changes.key}`,
    name: 'orderFulfilment',
    version: null,
    executionId: `execution-${changes.key}`,
    status: 'Running',
    createdAt: 1_000 + changes.key,
    updatedAt: 1_000 + changes.key,
    input: '{"cents":100}',
    output: null,
    customStatus: null,
    parent: null,
    dueAt: null,
    hasOpenActivities: false,
    ...changes,
  };
}

export function anEntity(changes: Partial<EntityRow> & Pick<EntityRow, 'key'>): EntityRow {
  return {
    id: `@counter@${changes.key}`,
    name: 'counter',
    entityKey: String(changes.key),
    exists: true,
    state: '{"value":1}',
    lastOperationAt: 2_000 + changes.key,
    lockedBy: null,
    ...changes,
  };
}

export function aMessage(changes: Partial<StoredMessage> & Pick<StoredMessage, 'id' | 'to'>): StoredMessage {
  return { visibleAt: 0, body: `{"message":${changes.id}}`, ...changes };
}
