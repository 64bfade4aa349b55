import { app } from '@azure/functions';

app.get('two', () => ({ body: 'two' }));
