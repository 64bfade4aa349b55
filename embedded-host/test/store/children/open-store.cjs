// Opens the store in argv[2] and says "open", or the refusal as JSON; then holds it until it is killed.
const { openSqliteStore } = require('../../../dist/store/sqlite-store.js');

try {
  openSqliteStore(process.argv[2]);
  console.log('open');
  process.stdin.resume();
} catch (error) {
  console.log(JSON.stringify({ name: error.name, code: error.code, message: error.message }));
}
