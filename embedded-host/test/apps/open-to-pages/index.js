const { app } = require('@azure/functions');

app.setup({ enableHttpStream: process.env.STREAMING === 'yes' });
app.http('page', { methods: ['GET', 'PUT'], handler: () => ({ body: 'shown' }) });
