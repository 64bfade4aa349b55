// Commits instance after instance to the store in argv[2] until one is refused; says each number that was acknowledged
// on its own line, then the refusal as JSON.
const { openSqliteStore } = require('../../../dist/store/sqlite-store.js');

const input = 'x'.repeat(3000);

async function run() {
  const store = openSqliteStore(process.argv[2]);
  for (let key = store.recover().lastKey + 1; ; key++) {
    await store.commit([{ instance: instanceOf(key), journal: { key, turn: 0, record: input } }]);
    console.log(key);
  }
}

function instanceOf(key) {
  return {
    key,
    id: `instance-${key}`,
    name: 'endless',
    version: null,
    executionId: String(key),
    status: 'Running',
    createdAt: key,
    updatedAt: key,
    input,
    output: null,
    customStatus: null,
    parent: null,
    dueAt: null,
    hasOpenActivities: false,
  };
}

process.on('SIGXFSZ', () => undefined);
run().catch(({ name, code, message }) => {
  console.log(JSON.stringify({ name, code, message }));
  process.exit(0);
});
