const { app } = require('@azure/functions');

app.get('greet', () => ({}));
app.get('Greet', () => ({}));
