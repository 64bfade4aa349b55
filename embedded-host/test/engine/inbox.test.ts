import { beforeAll, describe, expect, it } from '@jest/globals';
import { df, sdkRunner } from './support/sdk';
import type { EngineCore } from '../../src/engine/core';
import { EntityActor } from '../../src/engine/entity-actor';
import { defaultEngineSettings } from '../../src/engine/settings';
import { MemoryStore } from '../../src/store/memory-store';
import { VirtualClock } from '../../src/clock/virtual-clock';
import type { EntityRow, StoredMessage } from '../../src/store/store';

beforeAll(() => {
  df.app.entity('Meter', (context) => {
    context.df.setState((context.df.getState(() => 0) as number) + 1);
  });
});

const row: EntityRow = {
  ...{ key: 1, id: '@meter@M', name: 'meter', entityKey: 'M' },
  ...{ exists: false, state: null, lastOperationAt: 0, lockedBy: null },
};
const operation = { type: 'operation', operation: 'tick', input: null, replyTo: null, sender: null, at: 0 };
const message = (id: number): StoredMessage => ({
  ...{ id, to: 1, visibleAt: 0 },
  body: JSON.stringify({ ...operation, requestId: id.toString() }),
});

/** An entity that is loaded at the moment in which its message is visible in the store, but not durable yet. */
async function loadedBetween(): Promise<EntityActor> {
  const store = new MemoryStore();
  await store.commit([{ entity: row, send: [message(1)] }]);
  const core = {
    ...{ store, clock: new VirtualClock(), runner: sdkRunner(), settings: defaultEngineSettings },
    commits: { add: (commit: object) => store.commit([commit]) },
    dispatcher: { wake: () => undefined, isBusy: () => false },
    alarms: { set: () => undefined },
    ids: { nextMessageId: () => 100 },
    // What a turn of an entity uses, and nothing else.
  } as unknown as EngineCore;
  return EntityActor.load(core, row);
}

describe('the inbox of a loaded actor', () => {
  it('takes a message once that it has found and is then handed', async () => {
    const entity = await loadedBetween();
    entity.receive(message(1));
    while (entity.hasWork()) await entity.run();
    expect(entity.row.state).toBe('1');
  });

  it('takes every other message, in whichever order ids come', async () => {
    const entity = await loadedBetween();
    for (const id of [3, 1, 2]) entity.receive(message(id));
    while (entity.hasWork()) await entity.run();
    expect(entity.row.state).toBe('3');
  });
});
