// An app with a bug: its one route fails by errors that quote what was sent. Routes and telemetry are those of the app.
'use strict';
const built = (path) => require(`../../../dist/src/${path}`);
const { registerRoute } = built('functions/register-route');
const { registerTelemetry } = built('functions/register-telemetry');
const { defineRoute } = built('http/route');
const { readSettings } = built('settings');
const { startTelemetry } = built('telemetry/start');

registerTelemetry(startTelemetry(readSettings(process.env, []).telemetry));

async function fail(request) {
  const text = await request.text();
  // A text of several lines, of which one looks as if the error had been thrown there.
  if (text.startsWith('Dear')) throw new RangeError(`too long: ${text}\n    at ${text}`, { cause: new Error(text) });
  return { jsonBody: JSON.parse(text) };
}

const description = { summary: 'Fails', tag: 'careless', answers: { 200: { description: 'Never.' } } };
registerRoute(defineRoute({ name: 'fail', methods: ['POST'], route: 'fail', description, answer: fail }));
