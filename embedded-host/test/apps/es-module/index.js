import { app } from '@azure/functions';
import * as df from 'durable-functions';

await Promise.resolve();

df.app.activity('shout', { handler: (text) => text.toUpperCase() });
df.app.orchestration('hello', function* (context) {
  return yield context.df.callActivity('shout', context.df.getInput());
});
app.get('greet', () => ({ body: 'hello from a module' }));
