const { app } = require('@azure/functions');

app.hook.preInvocation((context) => {
  const original = context.functionHandler;
  context.functionHandler = async (...args) => ({
    ...(await original(...args)),
    headers: { 'x-started': process.env.STARTED },
  });
});
app.hook.postInvocation((context) => {
  if (context.error?.message === 'healed by a hook') {
    context.error = null;
    context.result = { body: 'healed' };
  }
});
app.get('one', () => ({ body: 'one' }));
app.get('sick', () => {
  throw new Error('healed by a hook');
});
