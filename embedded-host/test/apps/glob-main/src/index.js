require('@azure/functions').app.hook.appStart(() => {
  process.env.STARTED = 'yes';
});
