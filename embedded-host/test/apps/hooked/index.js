const { app } = require('@azure/functions');

app.hook.appStart((context) => {
  context.hookData.begun = true;
});
app.hook.appTerminate((context) => console.log(`terminating, begun: ${context.hookData.begun}`));
app.hook.preInvocation((context) => {
  context.hookData.inputs = context.inputs.length;
  if (context.invocationContext.functionName === 'replaced') context.functionHandler = () => ({ body: 'by the hook' });
});
app.hook
  .preInvocation(() => {
    throw new Error('a disposed hook ran');
  })
  .dispose();
app.hook.postInvocation((context) => {
  const { functionName } = context.invocationContext;
  if (functionName === 'failing') context.invocationContext.log(`saw ${context.error.message}`);
  if (functionName === 'replaced') context.result.headers = { 'x-inputs': String(context.hookData.inputs) };
});
app.hook.log((context) => {
  if (context.message === 'secret') context.message = 'hidden';
  if (context.message === 'louder') context.level = 'error';
  if (context.message === 'whose')
    context.message = `${context.invocationContext.functionName} ${context.hookData.inputs}`;
});

app.get('replaced', () => ({ body: 'by the function' }));
app.get('failing', () => {
  throw new Error('no luck');
});
app.get('quiet', (_request, context) => {
  for (const level of ['trace', 'debug', 'info', 'log', 'warn', 'error']) context[level](`quiet ${level}`);
  context.log('secret');
  context.warn('secret');
  context.info('louder');
  context.warn('whose');
  console.log('from the console');
});
app.get('chatty', (_request, context) => {
  for (const level of ['trace', 'debug', 'info', 'log', 'warn', 'error']) context[level](`chatty ${level} %d`, 7);
});
app.get('mute', (_request, context) => context.error('never seen'));
