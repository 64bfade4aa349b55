/** What every form of the store promises (S1 to S6 of `store.ts`). */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/store';
import { aMessage, anEntity, anInstance } from './rows';

export function describeStore(form: string, open: () => Store): void {
  describe(form, () => {
    const opened: Store[] = [];
    const openStore = (): Store => {
      const store = open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    describeRows(openStore);
    describeJournal(openStore);
    describeMessages(openStore);
    describeAtomicity(openStore);
    describeInstanceLists(openStore);
    describeEntityLists(openStore);
    describeRecovery(openStore);
  });
}

function describeRows(openStore: () => Store): void {
  it('gives an instance back as it was stored, by key and by id', async () => {
    const store = openStore();
    const row = anInstance({
      key: 7,
      id: 'Ördnung-\u{1F4E6}',
      version: '2',
      status: 'Suspended',
      input: null,
      output: '"\u0000"',
      customStatus: '{"step":1}',
      parent: '{"id":"p"}',
      dueAt: 99.5,
      hasOpenActivities: true,
    });
    await store.commit([{ instance: row }]);
    expect(store.instance(7)).toEqual(row);
    expect(store.instanceById(row.id)).toEqual(row);
  });

  it('knows nothing of keys and ids that were never stored', () => {
    const store = openStore();
    expect([store.instance(1), store.instanceById('x'), store.entity(1), store.entityById('@x@y')]).toEqual(
      Array(4).fill(undefined),
    );
    expect([store.journal(1), store.inbox(1)]).toEqual([[], []]);
  });

  it('changes what a turn changes', async () => {
    const store = openStore();
    const first = anInstance({ key: 1, status: 'Pending' });
    const last = { ...first, status: 'Completed', updatedAt: 5_000, output: '1', customStatus: '2' } as const;
    await store.commit([{ instance: first }]);
    await store.commit([{ instance: { ...first, status: 'Running', dueAt: 7_000, hasOpenActivities: true } }]);
    await store.commit([{ instance: last }]);
    expect(store.instance(1)).toEqual(last);
  });

  it('changes the input with a new execution, also to none', async () => {
    const store = openStore();
    const first = anInstance({ key: 1 });
    const second = { ...first, executionId: 'second', input: '{"round":2}', name: 'other', createdAt: 9 };
    const third = { ...second, executionId: 'third', input: null };
    await store.commit([{ instance: first }, { instance: second }]);
    expect(store.instance(1)).toEqual(second);
    await store.commit([{ instance: third }]);
    expect(store.instance(1)).toEqual(third);
  });

  it('keeps an entity and its changes', async () => {
    const store = openStore();
    const entity = anEntity({ key: 3, state: null, exists: false });
    const locked = { ...entity, state: '5', exists: true, lockedBy: 'instance-1', lastOperationAt: 8_000 };
    await store.commit([{ createEntities: [entity] }]);
    expect(store.entityById(entity.id)).toEqual(entity);
    await store.commit([{ entity: locked }]);
    expect(store.entity(3)).toEqual(locked);
  });

  it('removes rows, journals and messages of purged keys only', async () => {
    const store = openStore();
    const kept = anInstance({ key: 2 });
    await store.commit([
      {
        instance: anInstance({ key: 1 }),
        journal: { key: 1, turn: 0, record: 'a' },
        send: [aMessage({ id: 1, to: 1 })],
      },
      { instance: kept, journal: { key: 2, turn: 0, record: 'b' }, send: [aMessage({ id: 2, to: 2 })] },
      { createEntities: [anEntity({ key: 3 })] },
    ]);
    await store.commit([{ purge: [1, 3] }]);
    expect([store.instanceById('instance-1'), store.journal(1), store.inbox(1)]).toEqual([undefined, [], []]);
    expect(store.entityById('@counter@3')).toBeUndefined();
    expect([store.instance(2), store.journal(2), store.inbox(2)]).toEqual([kept, ['b'], [aMessage({ id: 2, to: 2 })]]);
  });

  it('gives the id of a purged instance to a new one in the same commit', async () => {
    const store = openStore();
    const successor = anInstance({ key: 2, id: 'order-1', input: '"again"' });
    await store.commit([{ instance: anInstance({ key: 1, id: 'order-1' }) }]);
    await store.commit([{ purge: [1], instance: successor }]);
    expect([store.instanceById('order-1'), store.instance(1)]).toEqual([successor, undefined]);
  });
}

function describeJournal(openStore: () => Store): void {
  const lines = (key: number, records: readonly string[]) =>
    records.map((record, turn) => ({ journal: { key, turn, record } }));

  it('keeps the lines of each instance in order of its turns', async () => {
    const store = openStore();
    const records = Array.from({ length: 12 }, (_, turn) => `turn ${turn}`);
    await store.commit([...lines(2, ['other']), ...lines(1, records)]);
    expect([store.journal(1), store.journal(2)]).toEqual([records, ['other']]);
  });

  it('begins again after the lines were dropped, in the same commit', async () => {
    const store = openStore();
    await store.commit(lines(1, ['a', 'b']));
    await store.commit([{ truncate: [1], journal: { key: 1, turn: 0, record: 'anew' } }]);
    expect(store.journal(1)).toEqual(['anew']);
  });

  it.each([
    ['a turn that is there already', 1],
    ['a turn with a gap before it', 3],
  ])('refuses %s', async (_, turn) => {
    const store = openStore();
    await store.commit(lines(1, ['a', 'b']));
    await expect(store.commit([{ journal: { key: 1, turn, record: 'x' } }])).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(store.journal(1)).toEqual(['a', 'b']);
  });
}

function describeMessages(openStore: () => Store): void {
  it('lists the messages for a key in order of their ids, visible or not', async () => {
    const store = openStore();
    const late = aMessage({ id: 12, to: 1, visibleAt: 99_000 });
    await store.commit([{ send: [late, aMessage({ id: 10, to: 2 })] }, { send: [aMessage({ id: 11, to: 1 })] }]);
    expect(store.inbox(1)).toEqual([aMessage({ id: 11, to: 1 }), late]);
  });

  it('no longer lists what was taken, and takes what is gone without complaint', async () => {
    const store = openStore();
    await store.commit([{ send: [aMessage({ id: 1, to: 1 }), aMessage({ id: 2, to: 1 })] }]);
    await store.commit([{ take: [1, 77] }]);
    expect(store.inbox(1)).toEqual([aMessage({ id: 2, to: 1 })]);
  });

  it('refuses a message id that is waiting already', async () => {
    const store = openStore();
    await store.commit([{ send: [aMessage({ id: 1, to: 1 })] }]);
    await expect(store.commit([{ send: [aMessage({ id: 1, to: 2 })] }])).rejects.toMatchObject({ code: 'conflict' });
    expect([store.inbox(1).length, store.inbox(2).length]).toEqual([1, 0]);
  });
}

function describeAtomicity(openStore: () => Store): void {
  it('takes back the whole batch when its last commit is refused, and stays usable', async () => {
    const store = openStore();
    const before = anInstance({ key: 1 });
    await store.commit([
      { instance: before, journal: { key: 1, turn: 0, record: 'a' }, send: [aMessage({ id: 1, to: 1 })] },
      { createEntities: [anEntity({ key: 2 })] },
    ]);
    const batch = [
      { instance: { ...before, status: 'Completed' }, journal: { key: 1, turn: 1, record: 'b' }, take: [1] } as const,
      { send: [aMessage({ id: 2, to: 3 })], createInstances: [anInstance({ key: 3 })], purge: [2] },
      { instance: anInstance({ key: 4, id: before.id }) },
    ];
    await expect(store.commit(batch)).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    expect([store.instance(1), store.journal(1), store.inbox(1)]).toEqual([
      before,
      ['a'],
      [aMessage({ id: 1, to: 1 })],
    ]);
    expect([store.instance(3), store.inbox(3), store.entity(2)]).toEqual([undefined, [], anEntity({ key: 2 })]);
    await store.commit([{ journal: { key: 1, turn: 1, record: 'c' } }]);
    expect(store.journal(1)).toEqual(['a', 'c']);
  });

  it('makes batches visible in the order in which they were given, also without waiting', async () => {
    const store = openStore();
    const row = anInstance({ key: 1 });
    const commits = Array.from({ length: 20 }, (_, turn) =>
      store.commit([{ instance: { ...row, updatedAt: turn }, journal: { key: 1, turn, record: String(turn) } }]),
    );
    await Promise.all(commits);
    expect([store.instance(1)?.updatedAt, store.journal(1).length]).toEqual([19, 20]);
  });

  it('accepts nothing after it was closed', async () => {
    const store = openStore();
    await store.close();
    await expect(store.commit([{ instance: anInstance({ key: 1 }) }])).rejects.toMatchObject({ code: 'closed' });
  });
}

function describeInstanceLists(openStore: () => Store): void {
  const ids = ['b', 'a', 'B', 'ab', '\u{1F4E6}', '\uFF5E', 'é', 'abc', 'ab\uD7FF', 'ab\u{10FFFF}x'];

  async function storeWith(statuses: readonly ('Running' | 'Failed')[] = ['Running']): Promise<Store> {
    const store = openStore();
    const status = (index: number) => statuses[index % statuses.length] ?? 'Running';
    await store.commit(ids.map((id, at) => ({ instance: anInstance({ key: at + 1, id, status: status(at) }) })));
    return store;
  }

  it('orders by the bytes of the id', async () => {
    const { rows } = (await storeWith()).instances({ limit: 100 });
    expect(rows.map((row) => row.id)).toEqual(
      [...ids].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
    );
  });

  it('goes through all pages without gap or double', async () => {
    const store = await storeWith();
    const seen: string[] = [];
    let page = store.instances({ limit: 3 });
    seen.push(...page.rows.map((row) => row.id));
    while (page.next !== undefined) {
      page = store.instances({ limit: 3, after: page.next });
      seen.push(...page.rows.map((row) => row.id));
    }
    expect(seen).toEqual(store.instances({ limit: 100 }).rows.map((row) => row.id));
  });

  it('has no next page when the last one is full', async () => {
    expect((await storeWith()).instances({ limit: ids.length })).not.toHaveProperty('next');
  });

  it.each([['ab'], ['a'], ['\u{1F4E6}'], ['ab\uD7FF'], ['none'], ['']])(
    'finds ids that begin with "%s"',
    async (idPrefix) => {
      const { rows } = (await storeWith()).instances({ idPrefix, limit: 100 });
      expect(rows.map((row) => row.id).sort()).toEqual(ids.filter((id) => id.startsWith(idPrefix)).sort());
    },
  );

  it('filters by status', async () => {
    const store = await storeWith(['Running', 'Failed']);
    const counts = ([['Running'], ['Failed'], ['Failed', 'Running'], ['Completed'], []] as const).map(
      (statuses) => store.instances({ statuses, limit: 100 }).rows.length,
    );
    expect(counts).toEqual([5, 5, 10, 0, 0]);
  });

  it('follows an instance from the unfinished to the finished', async () => {
    const store = await storeWith();
    await store.commit([{ instance: anInstance({ key: 1, id: 'b', status: 'Completed' }) }]);
    const idsWith = (status: 'Running' | 'Completed') =>
      store.instances({ statuses: [status], limit: 100 }).rows.map((row) => row.id);
    expect([idsWith('Completed'), idsWith('Running').includes('b')]).toEqual([['b'], false]);
  });

  it('includes both ends of the range of creation', async () => {
    const { rows } = (await storeWith()).instances({ createdFrom: 1_002, createdTo: 1_004, limit: 100 });
    expect(rows.map((row) => row.key).sort()).toEqual([2, 3, 4]);
  });
}

function describeEntityLists(openStore: () => Store): void {
  async function storeWithEntities(): Promise<Store> {
    const store = openStore();
    const entity = (key: number, name: string) =>
      anEntity({ key, id: `@${name}@${key}`, name, entityKey: String(key), exists: key !== 3 });
    await store.commit([
      { createEntities: [entity(1, 'stock'), entity(2, 'stock'), entity(3, 'stock'), entity(4, 'stocktake')] },
    ]);
    return store;
  }

  it('finds the entities of exactly one name, page by page', async () => {
    const store = await storeWithEntities();
    const first = store.entities({ name: 'stock', limit: 2 });
    const second = store.entities({ name: 'stock', limit: 2, after: String(first.next) });
    expect([...first.rows, ...second.rows].map((row) => row.key)).toEqual([1, 2, 3]);
  });

  it('filters by the time of the last operation', async () => {
    const { rows } = (await storeWithEntities()).entities({
      lastOperationFrom: 2_002,
      lastOperationTo: 2_003,
      limit: 10,
    });
    expect(rows.map((row) => row.key)).toEqual([2, 3]);
  });
}

function describeRecovery(openStore: () => Store): void {
  it('finds an empty store empty', () => {
    const nothing = { unfinished: 0, busyInstances: [], timers: [], inboxes: [] };
    expect(openStore().recover()).toEqual({ lastKey: 0, lastMessageId: 0, ...nothing });
  });

  it('names what has to go on, and nothing that has ended', async () => {
    const store = openStore();
    await store.commit([
      { instance: anInstance({ key: 5, id: 'a', hasOpenActivities: true }) },
      { instance: anInstance({ key: 2, id: 'z', hasOpenActivities: true, dueAt: 70, status: 'Suspended' }) },
      { instance: anInstance({ key: 3, hasOpenActivities: true, dueAt: 60, status: 'Terminated' }) },
      { instance: anInstance({ key: 4, dueAt: 50 }), createEntities: [anEntity({ key: 9 })] },
      {
        send: [
          aMessage({ id: 1, to: 9, visibleAt: 80 }),
          aMessage({ id: 7, to: 9, visibleAt: 30 }),
          aMessage({ id: 6, to: 4 }),
        ],
      },
    ]);
    expect(store.recover()).toEqual({
      lastKey: 9,
      lastMessageId: 7,
      unfinished: 3,
      busyInstances: [2, 5],
      timers: [
        { key: 2, dueAt: 70 },
        { key: 4, dueAt: 50 },
      ],
      inboxes: [
        { key: 4, visibleAt: 0 },
        { key: 9, visibleAt: 30 },
      ],
    });
  });
}
