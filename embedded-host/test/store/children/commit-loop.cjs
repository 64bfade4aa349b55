// Commits batches to the store in argv[2] until it is killed; says each batch that was acknowledged on its own line.
// A batch n is three commits: instance n, its journal of n % 4 lines, and a message; plus the shared counter entity.
const { writeSync } = require('node:fs');
const { openSqliteStore } = require('../../../dist/store/sqlite-store.js');

const store = openSqliteStore(process.argv[2]);
const payload = 'x'.repeat(3000);

function batchOf(n) {
  const lines = Array.from({ length: n % 4 }, (_, turn) => ({ journal: { key: n, turn, record: payload } }));
  const instance = {
    key: n,
    id: `instance-${n}`,
    name: 'loop',
    version: null,
    executionId: String(n),
    status: 'Running',
    createdAt: n,
    updatedAt: n,
    input: payload,
    output: null,
    customStatus: null,
    parent: null,
    dueAt: null,
    hasOpenActivities: true,
  };
  const counter = {
    key: 1_000_000,
    id: '@counter@all',
    name: 'counter',
    entityKey: 'all',
    exists: true,
    state: String(n),
    lastOperationAt: n,
    lockedBy: null,
  };
  return [{ instance }, ...lines, { send: [{ id: n, to: n, visibleAt: 0, body: payload }] }, { entity: counter }];
}

// Several in flight, so that batches share a synchronisation.
async function loop(first, step) {
  for (let n = first; ; n += step) {
    await store.commit(batchOf(n));
    writeSync(1, `${n}\n`);
  }
}

const begin = store.recover().lastKey === 0 ? 1 : Number(store.entity(1_000_000).state) + 1;
for (let lane = 0; lane < 4; lane++) void loop(begin + lane, 4);
