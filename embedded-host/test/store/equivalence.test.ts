/** Property: any sequence of commits reads the same from both forms of the store, and from the durable one reopened. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../../src/store/memory-store';
import { RUNTIME_STATUSES } from '../../src/store/runtime-status';
import { openSqliteStore } from '../../src/store/sqlite-store';
import type { Commit, Store } from '../../src/store/store';
import { aMessage, anEntity, anInstance } from './rows';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();

// Few keys and ids, so that commits meet each other. Instances have odd keys, entities even ones.
const KEYS = [1, 2, 3, 4, 5, 6];
const instanceKey = fc.constantFrom(1, 3, 5);
const entityKey = fc.constantFrom(2, 4, 6);
const key = fc.constantFrom(...KEYS);
const time = fc.integer({ min: 0, max: 5 });
const someText = fc.string({ unit: 'binary', maxLength: 5 });

const instance = fc
  .record({
    key: instanceKey,
    status: fc.constantFrom(...RUNTIME_STATUSES),
    execution: fc.integer({ min: 0, max: 2 }),
    updatedAt: time,
    output: fc.option(someText),
    dueAt: fc.option(time),
    hasOpenActivities: fc.boolean(),
  })
  // S5: key and id belong together, and the input to the execution. Keys 1 and 5 share an id: a conflict while both live.
  .map(({ execution, ...row }) =>
    anInstance({
      ...row,
      id: row.key === 3 ? 'instance-\u{1F4E6}' : 'instance-1',
      executionId: `${row.key}-${execution}`,
      input: execution === 0 ? null : `"${execution}"`,
    }),
  );

const entity = fc
  .record({ key: entityKey, exists: fc.boolean(), state: fc.option(someText), lastOperationAt: time })
  .map((row) => anEntity({ ...row, lockedBy: row.exists ? 'instance-1' : null }));

const message = fc
  .record({ id: fc.integer({ min: 1, max: 12 }), to: key, visibleAt: time })
  .map((row) => aMessage(row));

const commit: fc.Arbitrary<Commit> = fc.record(
  {
    truncate: fc.array(key, { maxLength: 2 }),
    purge: fc.array(key, { maxLength: 2 }),
    instance,
    journal: fc.record({ key: instanceKey, turn: fc.integer({ min: 0, max: 2 }), record: someText }),
    entity,
    take: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    send: fc.array(message, { maxLength: 2 }),
    createInstances: fc.array(instance, { maxLength: 1 }),
    createEntities: fc.array(entity, { maxLength: 1 }),
  },
  { requiredKeys: [] },
);

const batches = fc.array(fc.array(commit, { minLength: 1, maxLength: 3 }), { maxLength: 12 });

describe('the two forms of the store', () => {
  it('read the same after the same commits, also after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (sequence) => {
        const folder = newFolder();
        const memory = new MemoryStore();
        const durable = openSqliteStore(folder);
        const outcomes = [await outcomesOf(durable, sequence), await outcomesOf(memory, sequence)];
        expect(outcomes[0]).toEqual(outcomes[1]);
        expect(everythingIn(durable)).toEqual(everythingIn(memory));
        await durable.close();
        const reopened = openSqliteStore(folder);
        expect(everythingIn(reopened)).toEqual(everythingIn(memory));
        await reopened.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

async function outcomesOf(store: Store, sequence: readonly (readonly Commit[])[]): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const batch of sequence) {
    const outcome = await store.commit(batch).then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    outcomes.push(outcome);
  }
  return outcomes;
}

function everythingIn(store: Store): unknown {
  return {
    recovery: store.recover(),
    instances: store.instances({ limit: 100 }),
    running: store.instances({ statuses: ['Pending', 'Running'], limit: 2 }),
    finished: store.instances({ statuses: ['Completed', 'Failed'], idPrefix: 'instance', limit: 1 }),
    entities: store.entities({ limit: 100 }),
    recent: store.entities({ name: 'counter', lastOperationFrom: 3, limit: 1 }),
    keyed: KEYS.map((each) => [store.instance(each), store.entity(each), store.journal(each), store.inbox(each)]),
  };
}
