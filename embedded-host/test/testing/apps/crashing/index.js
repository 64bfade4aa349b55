const df = require('durable-functions');

df.app.activity('exit', { handler: () => process.exit(7) });
df.app.activity('throwLater', {
  handler: () =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('nobody catches this');
      }, 1);
    }),
});
df.app.orchestration('crash', function* (context) {
  yield context.df.callActivity(context.df.getInput());
});
