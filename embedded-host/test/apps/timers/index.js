const { app } = require('@azure/functions');

app.timer('eachSecond', {
  schedule: '%EVERY%',
  handler: (timer, context) => context.log(`ticked ${timer.isPastDue} ${process.env.TAKEN}`),
});
app.timer('atStart', {
  schedule: '0 0 0 1 1 *',
  runOnStartup: true,
  handler: (timer, context) => context.log(`started ${timer.scheduleStatus.next}`),
});
app.timer('broken', { schedule: 'every day', handler: () => {} });
