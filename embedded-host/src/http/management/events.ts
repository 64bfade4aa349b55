import { invalidArgument, message } from './errors';
import { jsonBody } from './json-body';
import type { Operation } from './operation';
import { controlAnswer } from './control';

/** POST instances/{id}/raiseEvent/{event}; an empty body is null, where the real host refuses it. */
export const raiseEvent: Operation = async (api, request) => {
  const { id = '', event = '' } = request.params;
  if (request.mediaType !== 'application/json')
    return message(400, 'Only application/json request content is supported');
  // The SDK keeps waits for events and for numbered tasks in one table: event "0" would complete task 0.
  if (/^\d+$/.test(event)) return invalidArgument(`An event name must not consist of digits only: '${event}'.`);
  const body = jsonBody(request);
  if (!body.valid) return body.answer;
  return controlAnswer(await api.engine.raiseEvent(id, event, compact(body.json), request.caller), id);
};

/** Events are stored as the real host writes them, without the caller's white space. */
function compact(json: string | null): string {
  return JSON.stringify(JSON.parse(json ?? 'null'));
}
